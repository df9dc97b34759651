import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Client } from './ask.ts';

const program = join(import.meta.dirname, 'serve-until-killed.ts');

/** A server in a process of its own, to be killed. */
export class ServerProcess {
  readonly boot: Client;
  readonly bootPort: number;
  readonly socket: Client;
  readonly #child: ChildProcess;
  readonly #errors: Buffer[];

  private constructor(child: ChildProcess, ports: { boot: number; socket: string }, errors: Buffer[]) {
    this.#child = child;
    this.#errors = errors;
    this.bootPort = ports.boot;
    this.boot = new Client({ port: ports.boot });
    this.socket = new Client({ socketPath: ports.socket });
  }

  static async start(data: string, flags: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const child = spawn(process.execPath, [program, data, JSON.stringify(flags)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      child.once('exit', () =>
        reject(new Error(`the server did not start: ${Buffer.concat(errors).toString()}`)),
      );
    });
    return new ServerProcess(child, JSON.parse(line) as { boot: number; socket: string }, errors);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it logged. */
  get log(): string {
    return Buffer.concat(this.#errors).toString();
  }

  /** Resolves when it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill(signal);
      await exited;
    }
    this.boot.close();
    this.socket.close();
  }
}
