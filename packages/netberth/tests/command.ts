import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { netberthProgram } from './netberth-program.ts';

export type Ended = { readonly exitCode: number; readonly out: string; readonly err: string };

/** Nothing of this shell's own settings reaches the command. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('NETBERTH_'));
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...more };
}

/** `netberth WORDS…`, as a process of its own. */
export async function netberth(
  words: readonly string[],
  folder: string,
  more: Readonly<Record<string, string>> = {},
  /** What stands on its standard input. */
  typed = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [netberthProgram, ...words], {
    cwd: folder,
    env: environment(more),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Who does not read it may be gone before it is written.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed);
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [out, err, exitCode] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
  return { exitCode, out: out.toString(), err: err.toString() };
}

/** `netberth serve` until it is stopped. */
export class RunningServer {
  /** What it said when it was up. */
  readonly said: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, said: string) {
    this.#child = child;
    this.said = said;
  }

  static async start(
    words: readonly string[],
    folder: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<RunningServer> {
    const child = spawn(process.execPath, [netberthProgram, 'serve', ...words], {
      cwd: folder,
      env: environment(more),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const err: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const said = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('Ctrl-C stops the server.')) resolve(text);
      });
      child.once('close', () => reject(new Error(`netberth serve ended: ${Buffer.concat(err).toString()}`)));
    });
    return new RunningServer(child, said);
  }

  /** `http://127.0.0.1:PORT` */
  get bootUrl(): string {
    return /(http:\S+)\/bootstrap\.ipxe/.exec(this.said)?.[1] ?? '';
  }

  get adminUrl(): string {
    return /Console\s+(https?:\S+)\//.exec(this.said)?.[1] ?? '';
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @returns its exit code; null when a signal ended it */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const closed = new Promise<number | null>((resolve) =>
      this.#child.once('close', (code) => resolve(code)),
    );
    this.#child.kill(signal);
    return await closed;
  }
}
