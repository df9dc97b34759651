import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { countTests, failedFiles, withSecondRun } from './count-tests.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { readVitestReport } from './read-vitest-report.mjs';
import { stopProcesses } from './stop-processes.mjs';

export const logFolder = join(workFolder, 'test');

/**
 * Runs one job to its end, its time limit or the abort of `signal`, and counts what came of it:
 * { name, log, durationMs, passed, failed, failures, errors, skipped, recovered, leftovers }. Whatever happens, a job that did
 * not succeed has at least one failure. Files that failed are run once more when the job `repeats`; what fails then has failed,
 * and what does not is named in `recovered`.
 */
export async function runJob(job, limits) {
  const startedAt = performance.now();
  const first = await attempt(job, job.name, limits);
  const files = job.repeats && !first.isStopped ? failedFiles(first.files ?? []) : [];
  const result = files.length === 0 ? first : await repeat(job, first, files, limits);
  return {
    name: job.name,
    log: result.log,
    ...countFigures(job, result),
    recovered: result.recovered ?? [],
    leftovers: result.leftovers,
    durationMs: performance.now() - startedAt,
  };
}

/** Runs a job once: { log, problem, isStopped, leftovers, files }, the last of a job that reports its tests. */
async function attempt(job, name, limits) {
  const log = join(logFolder, `${name.replace(/[^\w-]+/g, '-')}.log`);
  const report = join(tmpdir(), `netberth-test-report-${randomUUID()}.json`);
  const end = await runToItsEnd(job, { log, report, ...limits });
  const files = job.counts === 'vitest' ? readVitestReport(report) : undefined;
  rmSync(report, { force: true });
  return { log, ...end, files };
}

/** A virtual machine or a clock can fail a test once on a busy machine; a fault of ours fails it again. */
async function repeat(job, first, files, limits) {
  const command = [...job.command, ...files.map((file) => file.path)];
  const second = await attempt({ ...job, command }, `${job.name} again`, limits);
  if (second.files === undefined) return { ...first, leftovers: [...first.leftovers, ...second.leftovers] };
  const merged = withSecondRun(first.files, second.files);
  const { failures } = countTests(merged);
  return {
    ...second,
    files: merged,
    recovered: countTests(first.files).failures.filter((failure) => !failures.includes(failure)),
    leftovers: [...first.leftovers, ...second.leftovers],
  };
}

function countFigures(job, { problem, files }) {
  const failure = { passed: 0, failed: 1, errors: [], skipped: [] };
  if (job.counts === 'once') {
    return problem === undefined
      ? { ...failure, passed: 1, failed: 0, failures: [] }
      : { ...failure, failures: [problem] };
  }
  if (files === undefined) return { ...failure, failures: [`${problem ?? 'ended'}; no report of its tests`] };
  const figures = countTests(files);
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
    errors: [],
    skipped: [],
    recovered: [],
    leftovers: [],
  };
}

/** Returns { problem, isStopped, leftovers }; no problem: it ended by itself with exit code 0. */
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
  return { problem: stopReason ?? ended, isStopped: stopReason !== undefined, leftovers };
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
