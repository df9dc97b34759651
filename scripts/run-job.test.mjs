import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runJob } from './run-job.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-job-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;

/** Runs a job whose command is this source. */
function run(counts, source, { repeats = false, ...limits } = {}) {
  const script = join(folder, 'job.mjs');
  writeFileSync(script, source);
  const job = { name: 'run-job test', counts, command: [script], repeats };
  return runJob(job, { timeLimitMs: 10_000, signal: never, ...limits });
}

test('a command counts once, by its exit code', async () => {
  expect(await run('once', '')).toMatchObject({ passed: 1, failed: 0, failures: [] });
  expect(await run('once', 'process.exit(3)')).toMatchObject({
    passed: 0,
    failed: 1,
    failures: ['ended with exit code 3'],
  });
});

test('a runner that dies before it reports has failed, also when it says that all is well', async () => {
  expect((await run('vitest', "process.kill(process.pid, 'SIGKILL')")).failures).toEqual([
    'ended with SIGKILL; no report of its tests',
  ]);
  expect((await run('vitest', '')).failures).toEqual(['ended; no report of its tests']);
});

test('a runner that ends badly has failed, even if every test of its report passed', async () => {
  const report = {
    testResults: [{ name: 'a', status: 'passed', assertionResults: [{ fullName: 'a', status: 'passed' }] }],
  };
  const result = await run(
    'vitest',
    `import { writeFileSync } from 'node:fs';
    const file = process.argv.find((word) => word.startsWith('--outputFile.json=')).split('=')[1];
    writeFileSync(file, ${JSON.stringify(JSON.stringify(report))});
    process.exit(1);`,
  );
  expect(result).toMatchObject({ passed: 1, failed: 1, failures: ['ended with exit code 1'] });
});

/** A runner of two files; of the second a test fails, and when it `heals`, only in the first run. */
const forgetful = (heals) =>
  `
  import { existsSync, writeFileSync } from 'node:fs';
  const words = process.argv.slice(2);
  const file = words.find((word) => word.startsWith('--outputFile.json=')).split('=')[1];
  const isAgain = existsSync('MARK');
  writeFileSync('MARK', words.join(' '));
  const result = (name, fullName, status) => ({
    name: process.cwd() + '/' + name,
    status,
    assertionResults: [{ fullName, status, failureMessages: [status] }],
  });
  const b = result('b.test.ts', 'boots', isAgain && 'HEALS' === 'yes' ? 'passed' : 'failed');
  const testResults = isAgain ? [b] : [result('a.test.ts', 'adds', 'passed'), b];
  writeFileSync(file, JSON.stringify({ testResults }));
  process.exit(b.status === 'passed' ? 0 : 1);`
    .replaceAll('MARK', join(folder, 'ran'))
    .replace('HEALS', heals);

test('a file that failed is run once more by a job that repeats, and named when it passes then', async () => {
  const result = await run('vitest', forgetful('yes'), { repeats: true });
  expect(result).toMatchObject({ passed: 2, failed: 0, failures: [], recovered: ['b.test.ts > boots'] });
  expect(readFileSync(join(folder, 'ran'), 'utf8')).toMatch(/^b\.test\.ts /);
});

test('a file that fails again has failed, and a job that does not repeat runs it once', async () => {
  const failed = { passed: 1, failed: 1, failures: ['b.test.ts > boots'], recovered: [] };
  expect(await run('vitest', forgetful('no'), { repeats: true })).toMatchObject(failed);
  rmSync(join(folder, 'ran'));
  expect(await run('vitest', forgetful('yes'))).toMatchObject(failed);
});

const startsSleeper = `
  import { spawn } from 'node:child_process';
  const sleeper = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  sleeper.unref();
  console.log(sleeper.pid);`;

test('a job that hangs is stopped at its time limit, with all that it started', async () => {
  const result = await run('once', `${startsSleeper} setInterval(() => {}, 1000);`, { timeLimitMs: 600 });
  expect(result).toMatchObject({ failed: 1, failures: ['stopped after its time limit of 0.01 minutes'] });
  expect(await run('once', '')).toMatchObject({ passed: 1, leftovers: [] });
});

test('what a job leaves running is ended and named', async () => {
  expect(await run('once', startsSleeper)).toMatchObject({ passed: 1, leftovers: ['sleep'] });
});

test('an interrupted run stops its jobs', async () => {
  const interrupt = new AbortController();
  setTimeout(() => interrupt.abort(), 300);
  const result = await run('once', 'setInterval(() => {}, 1000)', { signal: interrupt.signal });
  expect(result.failures).toEqual(['stopped before its end']);
});

test('settings of a real server do not reach the tests', async () => {
  process.env.NETBERTH_DATA = '/srv/netberth';
  const result = await run('once', "process.exit('NETBERTH_DATA' in process.env ? 1 : 0)");
  delete process.env.NETBERTH_DATA;
  expect(result.passed).toBe(1);
});
