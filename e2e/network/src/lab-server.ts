import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  dhcpCheck,
  eventSchema,
  machineHistorySchema,
  machineSchema,
  type Event,
  type Machine,
  type MachineHistory,
} from '@netberth/api';
import { z } from 'zod';
import { end, type Running } from '../../src/child-process.ts';
import { repositoryRoot } from '../../src/work-folder.ts';
import { copyFirmware } from './lab-firmware.ts';
import type { Namespace } from './namespace.ts';
import { netberthProgram } from '../../src/netberth-program.ts';

const upWithinMs = 60_000;

export type CommandOutcome = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** A real `netberth serve` on a host of its own, at port 8080, with Debian's iPXE in its firmware folder. */
export class LabServer {
  readonly dataFolder: string;
  readonly #host: Namespace;
  readonly #flags: readonly string[];
  readonly #under: readonly string[];
  #running: Running | undefined;

  /** @param under words before the program, like `env PATH=…` */
  constructor(host: Namespace, folder: string, flags: readonly string[], under: readonly string[] = []) {
    this.#host = host;
    this.#flags = flags;
    this.#under = under;
    this.dataFolder = join(folder, 'data');
    if (existsSync(this.dataFolder)) return;
    mkdirSync(this.dataFolder, { mode: 0o700 });
    copyFirmware(this.dataFolder);
  }

  /** Resolves when the server listens; DHCP may take some seconds more. */
  async switchOn(): Promise<void> {
    let said = '';
    const listen = ['--boot-listen', '[::]:8080'];
    const serve = [
      process.execPath,
      netberthProgram,
      'serve',
      '--data',
      this.dataFolder,
      ...listen,
      ...this.#flags,
    ];
    const [first = '', ...args] = [...this.#under, ...serve];
    const running = this.#host.start('server', first, args, (text) => (said += text));
    this.#running = running;
    let ended: string | undefined;
    void running.ended.then((how) => (ended = how));
    await within(upWithinMs, 'the server is up', () => {
      if (ended !== undefined) throw new Error(`the server ended: ${ended}`);
      return said.includes('is up.');
    });
  }

  async switchOff(): Promise<void> {
    if (this.#running !== undefined) await end(this.#running, 10_000);
  }

  /** What power loss does; dnsmasq stays behind. */
  async kill9(): Promise<void> {
    this.#running?.child.kill('SIGKILL');
    await this.#running?.ended;
  }

  /** Waits until dnsmasq answers for TFTP, and so for all. */
  async waitForDhcp(): Promise<void> {
    await within(upWithinMs, 'dnsmasq listens', () => this.hasDhcp());
  }

  async hasDhcp(): Promise<boolean> {
    return (await this.#host.run('ss', '-Hlun', 'sport = :69')) !== '';
  }

  /** Whether an address is kept for a machine. */
  async reserves(address: string): Promise<boolean> {
    const file = join(this.dataFolder, 'dhcp', 'reservations');
    return (await readFile(file, 'utf8')).includes(`,${address},`);
  }

  /** What an alert of DHCP says, as soon as there is one. */
  async waitForAlert(): Promise<string> {
    let said: string | undefined;
    await within(upWithinMs, 'an alert', async () => {
      const alerts = (await this.events()).filter(({ severity }) => severity === 'alert');
      said = alerts.at(-1)?.message;
      return said !== undefined;
    });
    return said ?? '';
  }

  /** Whether machines of the network get scripts. */
  async servesScripts(): Promise<boolean> {
    const ask =
      "fetch('http://10.20.0.1:8080/bootstrap.ipxe').then(async (a) => console.log(await a.text()))";
    return (await this.#host.run(process.execPath, '--eval', ask)).startsWith('#!ipxe\n');
  }

  async command(...args: string[]): Promise<CommandOutcome> {
    return await new Promise((resolve) => {
      const words = [netberthProgram, '--data', this.dataFolder, ...args];
      const options = { cwd: repositoryRoot, timeout: 60_000 };
      execFile(process.execPath, words, options, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      });
    });
  }

  async json(...args: string[]): Promise<unknown> {
    const { stdout, stderr } = await this.command(...args, '--json');
    if (stdout === '') throw new Error(`netberth ${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout);
  }

  async machines(): Promise<readonly Machine[]> {
    return z.array(machineSchema).parse(await this.json('machine', 'list'));
  }

  async machine(reference: string): Promise<MachineHistory> {
    return machineHistorySchema.parse(await this.json('machine', 'show', reference));
  }

  /** What a person is told of a machine, sorted: DHCP speaks of it in no certain order. */
  async toldOf(reference: string): Promise<readonly string[]> {
    const { events } = await this.machine(reference);
    return events.map(({ severity, message }) => `${severity}: ${message}`).toSorted();
  }

  async events(): Promise<readonly Event[]> {
    return z.array(eventSchema).parse(await this.json('event', 'list'));
  }

  async check(...args: string[]): Promise<z.infer<typeof dhcpCheck.output>> {
    return dhcpCheck.output.parse(await this.json('dhcp', 'check', ...args));
  }
}

/** Asks again and again until it is so. */
export async function within(
  timeoutMs: number,
  what: string,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadlineMs) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`);
    await sleep(200);
  }
}
