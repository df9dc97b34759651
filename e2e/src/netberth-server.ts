import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  eventSchema,
  machineExplain,
  machineHistorySchema,
  machineSchema,
  type Machine,
  type MachineHistory,
} from '@netberth/api';
import { z } from 'zod';
import { end, start, type Running } from './child-process.ts';
import { freePort } from './free-port.ts';
import { repositoryRoot } from './work-folder.ts';
import { netberthProgram } from './netberth-program.ts';

const readyWithinMs = 30_000;
const commandWithinMs = 120_000;

export type CommandOutcome = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type ServerOptions = {
  /** Data folder and logs go here. */
  readonly folder: string;
  /** More of `netberth serve`'s flags: `['--new-machines', 'disk']`. */
  readonly flags?: readonly string[];
  /** Another version's command, with the Node that runs it. */
  readonly program?: readonly [string, ...string[]];
};

/** A real `netberth serve` on loopback, and the command beside it. */
export class NetberthServer {
  readonly dataFolder: string;
  readonly bootPort: number;
  readonly adminPort: number;
  readonly #logFile: string;
  readonly #flags: readonly string[];
  readonly #program: readonly [string, ...string[]];
  #running: Running | undefined;

  private constructor(options: ServerOptions, bootPort: number, adminPort: number) {
    mkdirSync(options.folder, { recursive: true });
    this.dataFolder = join(options.folder, 'data');
    this.bootPort = bootPort;
    this.adminPort = adminPort;
    this.#logFile = join(options.folder, 'server.log');
    this.#flags = options.flags ?? [];
    this.#program = options.program ?? [process.execPath, netberthProgram];
  }

  static async start(options: ServerOptions): Promise<NetberthServer> {
    const server = new NetberthServer(options, await freePort(), await freePort());
    try {
      await server.switchOn();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** What DHCP tells a virtual machine: QEMU shows it our loopback as 10.0.2.2. */
  get bootUrl(): string {
    return `http://10.0.2.2:${this.bootPort}/bootstrap.ipxe`;
  }

  /** Starts it on the same ports and data as before and waits until it says that it is ready. */
  async switchOn(): Promise<void> {
    if (this.#running !== undefined) throw new Error('the server is running already');
    const listen = [
      ...['--boot-listen', `127.0.0.1:${this.bootPort}`],
      ...['--admin-listen', `127.0.0.1:${this.adminPort}`],
    ];
    const [node, ...program] = this.#program;
    const args = [...program, 'serve', '--data', this.dataFolder, ...listen, ...this.#flags];
    const running = start(node, args, {
      logFile: this.#logFile,
      cwd: repositoryRoot,
      env: ownEnvironment(),
    });
    this.#running = running;
    let ended: string | undefined;
    void running.ended.then((how) => (ended = how));
    const deadline = Date.now() + readyWithinMs;
    while (!(await this.#isReady())) {
      if (ended !== undefined)
        throw new Error(`the server ended (${ended}) before it was ready: ${this.#logFile}`);
      if (Date.now() > deadline)
        throw new Error(`the server is not ready after ${readyWithinMs} ms: ${this.#logFile}`);
      await sleep(50);
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      return (
        await fetch(`http://127.0.0.1:${this.adminPort}/readyz`, { signal: AbortSignal.timeout(2_000) })
      ).ok;
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return false; // nobody listens yet
      throw error;
    }
  }

  /** SIGKILL: what power loss or the kernel's memory killer does. Resolves when the process is gone. */
  async kill9(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.child.kill('SIGKILL');
    await running?.ended;
  }

  async kill9AndStart(downMs = 0): Promise<void> {
    await this.kill9();
    await sleep(downMs);
    await this.switchOn();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined) await end(running, 10_000);
  }

  /** Runs `netberth ARGS` on this server's data folder, as a person on the same host would. */
  async command(...args: string[]): Promise<CommandOutcome> {
    const [node, ...program] = this.#program;
    return await new Promise((resolve) => {
      execFile(
        node,
        [...program, '--data', this.dataFolder, ...args],
        { cwd: repositoryRoot, env: ownEnvironment(), timeout: commandWithinMs, maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => {
          const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ exitCode, stdout, stderr });
        },
      );
    });
  }

  /** `netberth ARGS --json`, parsed; throws with its own words when it is refused. */
  async json(...args: string[]): Promise<unknown> {
    const { exitCode, stdout, stderr } = await this.command(...args, '--json');
    if (exitCode !== 0)
      throw new Error(`netberth ${args.join(' ')}: exit code ${exitCode}\n${stderr}${stdout}`);
    return JSON.parse(stdout);
  }

  async machines(): Promise<readonly Machine[]> {
    return z.array(machineSchema).parse(await this.json('machine', 'list'));
  }

  /** `netberth machine show`: identity, grant, boots (newest first) and events. */
  async machine(reference: string | number): Promise<MachineHistory> {
    return machineHistorySchema.parse(await this.json('machine', 'show', String(reference)));
  }

  async explain(reference: string | number): Promise<z.infer<typeof machineExplain.output>> {
    return machineExplain.output.parse(await this.json('machine', 'explain', String(reference)));
  }

  /** Names the machine before it first boots and returns its id. */
  async addMachine(mac: string, ...flags: string[]): Promise<number> {
    return machineSchema.parse(await this.json('machine', 'add', '--macs', mac, ...flags)).id;
  }

  async grant(id: number, profiles: string, ...flags: string[]): Promise<Machine> {
    return machineSchema.parse(await this.json('machine', 'grant', String(id), profiles, ...flags));
  }

  async alerts(): Promise<readonly z.infer<typeof eventSchema>[]> {
    return z.array(eventSchema).parse(await this.json('event', 'list', '--severity', 'alert'));
  }
}

/** No setting of the person who runs the tests reaches the server. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NETBERTH_')));
}
