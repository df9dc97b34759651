import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-main-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the command as its own process in an empty folder, without any settings of ours in the environment. */
function netberth(...words: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('NETBERTH_'));
  const options = { cwd: folder, env: Object.fromEntries(environment) };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [main, ...words], options, (error, out, err) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('the process exits 0 with the version', async () => {
  expect(await netberth('--version')).toEqual({ exitCode: 0, out: 'netberth 0.1.0\n', err: '' });
});

test('the process exits 0 with help, without colours in a pipe', async () => {
  const { exitCode, out } = await netberth('help', 'machine', 'show');
  expect(exitCode).toBe(0);
  expect(out.startsWith('Usage: netberth machine show MACHINE [flags]\n')).toBe(true);
  expect(out).not.toContain('\u001b');
});

test('the process exits 2 on wrong use', async () => {
  const { exitCode, out, err } = await netberth('machine', 'show');
  expect({ exitCode, out, first: err.split('\n')[0] }).toEqual({
    exitCode: 2,
    out: '',
    first: "netberth machine show: MACHINE is missing: the machine's id, one of its MACs, or its host name",
  });
});

test('the process exits 1 where there is no server and no data folder, and makes none', async () => {
  expect(await netberth('machine', 'list')).toEqual({
    exitCode: 1,
    out: '',
    err: 'No server answers and there is no data folder ./data here.\nStart one with `netberth serve`, or name one with --data DIR or --server URL --token TOKEN.\n',
  });
  expect((await netberth('machine', 'list')).exitCode).toBe(1);
});
