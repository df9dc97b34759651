import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export type Running = {
  readonly child: ChildProcess;
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
  /** It leads a process group of its own, by which its children can be ended. */
  readonly leadsGroup?: boolean;
};

const tailMs = 10;

/**
 * Starts a program that cannot outlive us: `setpriv --pdeathsig` has the kernel end it when this process
 * dies, however it dies. Both output streams are appended to `logFile`; what is written there goes to `onOutput`.
 *
 * The output is a file, not a pipe: QEMU throws away what a serial port sends while its reader is busy.
 */
export function start(program: string, args: readonly string[], options: StartOptions): Running {
  const log = openSync(options.logFile, 'a+');
  const tail = followFile(log, options.onOutput);
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', log, log],
    detached: options.leadsGroup === true,
  });
  if (options.takesInput !== true) child.stdin?.end();
  const ended = new Promise<string>((resolve) => {
    const finish = (how: string): void => {
      tail.stop();
      closeSync(log);
      resolve(how);
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code, signal) => finish(signal ?? `exit code ${code}`));
  });
  return { child, ended };
}

/** Gives what comes to a file from now on; `stop` gives the rest. */
function followFile(file: number, onOutput: ((text: string) => void) | undefined): { stop: () => void } {
  if (onOutput === undefined) return { stop: () => undefined };
  let position = fstatSync(file).size;
  const buffer = Buffer.alloc(65_536);
  const read = (): void => {
    for (let length = -1; length !== 0; position += length) {
      length = readSync(file, buffer, 0, buffer.length, position);
      if (length > 0) onOutput(buffer.toString('latin1', 0, length));
    }
  };
  const timer = setInterval(read, tailMs);
  return {
    stop: () => {
      clearInterval(timer);
      read();
    },
  };
}

/** Ends a process: politely, then after `graceMs` not. Resolves when it is gone. */
export async function end(running: Running, graceMs: number): Promise<void> {
  running.child.kill('SIGTERM');
  const timer = setTimeout(() => running.child.kill('SIGKILL'), graceMs);
  await running.ended;
  clearTimeout(timer);
}
