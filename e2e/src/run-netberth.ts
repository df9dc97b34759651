import { execFile } from 'node:child_process';
import { repositoryRoot } from './work-folder.ts';
import { netberthProgram } from './netberth-program.ts';

const withinMs = 180_000;
const longMs = 30 * 60_000;

export type CommandOutcome = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** Runs `netberth ARGS` to its end, without any setting of the person who runs the tests. */
export async function runNetberth(...args: readonly string[]): Promise<CommandOutcome> {
  return runWithin(withinMs, args);
}

/** The same for what may take long. */
export async function runLong(...args: readonly string[]): Promise<CommandOutcome> {
  return runWithin(longMs, args);
}

async function runWithin(timeoutMs: number, args: readonly string[]): Promise<CommandOutcome> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('NETBERTH_')),
  );
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [netberthProgram, ...args],
      { cwd: repositoryRoot, env, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      },
    );
  });
}
