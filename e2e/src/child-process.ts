import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export type Running = {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves once the process is gone, with its exit code or signal. */
  readonly ended: Promise<string>;
};

type StartOptions = {
  readonly logFile: string;
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onOutput?: (text: string) => void;
  /** Something will be written to the child's standard input. */
  readonly takesInput?: boolean;
};

/**
 * Starts a program that cannot outlive us: `setpriv --pdeathsig` has the kernel end it when this process
 * dies, however it dies. Both output streams are appended to `logFile`; standard output goes to `onOutput` too.
 */
export function start(program: string, args: readonly string[], options: StartOptions): Running {
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (options.takesInput !== true) child.stdin.end();
  child.stdout.setEncoding('latin1');
  child.stdout.on('data', (text: string) => {
    log.write(text, 'latin1');
    options.onOutput?.(text);
  });
  child.stderr.on('data', (bytes: Buffer) => log.write(bytes));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      log.end();
      resolve(signal ?? `exit code ${code}`);
    });
  });
  return { child, ended };
}

/** Ends a process: politely, then after `graceMs` not. Resolves when it is gone. */
export async function end(running: Running, graceMs: number): Promise<void> {
  running.child.kill('SIGTERM');
  const timer = setTimeout(() => running.child.kill('SIGKILL'), graceMs);
  await running.ended;
  clearTimeout(timer);
}
