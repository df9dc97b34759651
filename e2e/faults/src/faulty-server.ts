import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/free-port.ts';
import { netberthProgram } from '../../src/netberth-program.ts';

const readyWithinMs = 60_000;
const clock = join(import.meta.dirname, 'clock-that-jumps.mjs');

export type FaultyServerOptions = {
  /** Data folder and log go here. */
  readonly folder: string;
  /** Where the data folder is for the server, and how we come to its socket, when it runs elsewhere. */
  readonly elsewhere?: { readonly data: string; readonly socket: string };
  readonly flags?: readonly string[];
  /** What stands before `node`, to run it elsewhere: `['nsenter', '-t', '7', '-m']`. */
  readonly within?: readonly string[];
};

/** `netberth serve` on ports that it keeps, to be killed and started again as often as one likes. */
export class FaultyServer {
  readonly url: string;
  readonly socket: string;
  readonly #options: FaultyServerOptions;
  readonly #ports: { readonly boot: number; readonly admin: number };
  #child: ChildProcess | undefined;
  #wrongByMs = 0;

  private constructor(options: FaultyServerOptions, ports: { boot: number; admin: number }) {
    this.#options = options;
    this.#ports = ports;
    this.url = `http://127.0.0.1:${ports.boot}`;
    this.socket = options.elsewhere?.socket ?? join(options.folder, 'data', 'admin.sock');
  }

  static async start(options: FaultyServerOptions): Promise<FaultyServer> {
    mkdirSync(options.folder, { recursive: true });
    const server = new FaultyServer(options, { boot: await freePort(), admin: await freePort() });
    await server.switchOn();
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get adminUrl(): string {
    return `http://127.0.0.1:${this.#ports.admin}`;
  }

  async switchOn(): Promise<void> {
    const { folder, flags = [], within = [], elsewhere } = this.#options;
    const data = elsewhere?.data ?? join(folder, 'data');
    const { boot, admin } = this.#ports;
    const words = [
      ...within,
      ...[process.execPath, '--import', clock, netberthProgram, 'serve', '--data', data],
      ...['--boot-listen', `127.0.0.1:${boot}`, '--admin-listen', `127.0.0.1:${admin}`],
      ...['--new-machines', 'disk', '--new-machines-per-minute', '1000000', ...flags],
    ];
    const log = openSync(this.#logFile, 'a');
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...words], {
      stdio: ['ignore', log, log, 'ipc'],
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NETBERTH_'))),
    });
    closeSync(log);
    this.#child = child;
    await this.jumpClock(this.#wrongByMs);
    const deadlineMs = performance.now() + readyWithinMs;
    // The socket is the last to listen.
    while (!((await isReady(`${this.adminUrl}/readyz`)) && (await doesListen(this.socket)))) {
      if (child.exitCode !== null || performance.now() > deadlineMs)
        throw new Error(`the server is not ready: ${this.log.slice(-2000)}`);
      await sleep(25);
    }
  }

  get #logFile(): string {
    return join(this.#options.folder, 'server.log');
  }

  /** What it has said, of all its lives. */
  get log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** From now on, and after its next start, its clock is wrong by this. */
  async jumpClock(wrongByMs: number): Promise<void> {
    this.#wrongByMs = wrongByMs;
    const child = this.#child;
    if (child === undefined) return;
    const set = Promise.race([once(child, 'message'), once(child, 'exit')]);
    child.send(wrongByMs);
    await set;
  }

  /** SIGKILL; resolves when it is gone. */
  async kill9(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async kill9AndStart(): Promise<void> {
    await this.kill9();
    await this.switchOn();
  }
}

async function doesListen(socket: string): Promise<boolean> {
  const trial = connect(socket);
  try {
    await once(trial, 'connect');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false; // nobody listens yet
    throw error;
  } finally {
    trial.destroy();
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return false; // nobody listens yet
    throw error;
  }
}
