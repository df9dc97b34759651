import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { readVitestReport } from './read-vitest-report.mjs';
import { stopProcesses } from './stop-processes.mjs';

export const logFolder = join(workFolder, 'test');

/**
 * Runs one job to its end, its time limit or the abort of `signal`, and counts what came of it:
 * { name, log, durationMs, passed, failed, failures, skipped, leftovers }. Whatever happens, a job that did not
 * succeed has at least one failure.
 */
export async function runJob(job, { timeLimitMs, signal }) {
  const startedAt = performance.now();
  const log = join(logFolder, `${job.name.replace(/[^\w-]+/g, '-')}.log`);
  const report = join(tmpdir(), `netberth-test-report-${randomUUID()}.json`);
  const end = await runToItsEnd(job, { log, report, timeLimitMs, signal });
  const figures = countFigures(job, end.problem, report);
  rmSync(report, { force: true });
  return {
    name: job.name,
    log,
    ...figures,
    leftovers: end.leftovers,
    durationMs: performance.now() - startedAt,
  };
}

function countFigures(job, problem, report) {
  const failure = { passed: 0, failed: 1, skipped: [] };
  if (job.counts === 'once') {
    return problem === undefined
      ? { ...failure, passed: 1, failed: 0, failures: [] }
      : { ...failure, failures: [problem] };
  }
  const figures = readVitestReport(report);
  if (figures === undefined)
    return { ...failure, failures: [`${problem ?? 'ended'}; no report of its tests`] };
  if (problem === undefined || figures.failed > 0) return figures;
  return { ...figures, failed: 1, failures: [problem] };
}

/** The result of a job that could not be run. */
export function notRun(job, obstacle) {
  return {
    name: job.name,
    durationMs: 0,
    passed: 0,
    failed: 1,
    failures: [obstacle],
    skipped: [],
    leftovers: [],
  };
}

/** Returns { problem, leftovers }; no problem: it ended by itself with exit code 0. */
async function runToItsEnd(job, { log, report, timeLimitMs, signal }) {
  const mark = `TEST_JOB=${randomUUID()}`;
  const [script, ...scriptArguments] = job.command;
  if (job.counts === 'vitest') {
    scriptArguments.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  }
  mkdirSync(logFolder, { recursive: true });
  const output = openSync(log, 'w');
  const child = spawn(projectNode, [script, ...scriptArguments], {
    cwd: repositoryRoot,
    env: jobEnvironment(mark),
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);

  let stopReason;
  const stop = async (reason) => {
    stopReason ??= reason;
    await stopProcesses(child.pid, mark);
  };
  const timer = setTimeout(() => {
    void stop(`stopped after its time limit of ${timeLimitMs / 60_000} minutes`);
  }, timeLimitMs);
  const onAbort = () => void stop('stopped before its end');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, killedBy) => {
      resolve(code === 0 ? undefined : `ended with ${killedBy ?? `exit code ${code}`}`);
    });
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  const leftovers = child.pid === undefined ? [] : await stopProcesses(child.pid, mark);
  return { problem: stopReason ?? ended, leftovers };
}

/** Tests see the same environment everywhere: no settings of a real server, no colours in the logs. */
function jobEnvironment(mark) {
  const [name, value] = mark.split('=');
  const kept = Object.entries(process.env).filter(
    ([key]) => !key.startsWith('NETBERTH_') && key !== 'FORCE_COLOR',
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(projectNode), process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter),
    CI: 'true',
    NO_COLOR: '1',
    [name]: value,
  };
}
