import { closeSync, copyFileSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { end, start, type Running } from './child-process.ts';
import { qemuArguments, uefiVariables, type Firmware, type Hardware } from './qemu-arguments.ts';
import { Screen } from './screen.ts';

export type MachineOptions = {
  /** Where disk, firmware variables and console log are kept. */
  readonly folder: string;
  readonly name: string;
  readonly firmware: Firmware;
  readonly bootUrl: string;
  readonly mac: string;
  readonly uuid: string;
  readonly serial: string;
  readonly memoryMib?: number;
  readonly diskMib?: number;
  /** Use the disk and firmware variables that a machine of this name left in this folder. */
  readonly keepDisk?: boolean;
  /** A port of this host that leads to its port 22. */
  readonly sshPort?: number;
  /** More of QEMU's arguments: disks, cards. */
  readonly devices?: readonly string[];
  /** Called with what appears on the screen, as it comes. */
  readonly onText?: (text: string) => void;
};

type Power = { readonly running: Running; readonly wentOff: AbortController };

/** A virtual computer with real firmware: switched on, off and on again, with its screen as text. */
export class VirtualMachine {
  readonly screen = new Screen();
  readonly name: string;
  readonly #hardware: Hardware;
  readonly #folder: string;
  readonly #logFile: string;
  readonly #onText: ((text: string) => void) | undefined;
  #power: Power | undefined;
  #read = 0;

  constructor(options: MachineOptions) {
    this.name = options.name;
    this.#folder = join(options.folder, options.name);
    mkdirSync(this.#folder, { recursive: true });
    this.#logFile = join(this.#folder, 'console.log');
    this.#onText = options.onText;
    this.#hardware = {
      firmware: options.firmware,
      mac: options.mac,
      uuid: options.uuid,
      serial: options.serial,
      memoryMib: options.memoryMib ?? 512,
      diskFile: join(this.#folder, 'disk.img'),
      uefiVariablesFile: join(this.#folder, 'variables.fd'),
      bootUrl: options.bootUrl,
      sshPort: options.sshPort ?? null,
      devices: options.devices ?? [],
    };
    if (options.keepDisk === true) return;
    createBlankDisk(this.#hardware.diskFile, options.diskMib ?? 256);
    if (options.firmware === 'uefi') copyFileSync(uefiVariables, this.#hardware.uefiVariablesFile);
  }

  switchOn(): void {
    if (this.#power !== undefined) throw new Error(`machine "${this.name}" is already on`);
    this.#boot(new AbortController());
  }

  /**
   * QEMU ends when the guest reboots, and a new one takes its place: so every boot has a new user network.
   * The old one would remember TCP connections, and iPXE 1.0 after a reset picks the same ports and sequence
   * numbers again now and then: "Connection timed out" in one of about sixty boots.
   */
  #boot(wentOff: AbortController): void {
    this.#show('\n');
    const running = start('qemu-system-x86_64', qemuArguments(this.#hardware), {
      logFile: this.#logFile,
      cwd: this.#folder,
      onOutput: (bytes) => this.#show(bytes),
    });
    const power: Power = { running, wentOff };
    this.#power = power;
    void running.ended.then((how) => {
      if (this.#power !== power) return;
      this.#power = undefined;
      if (how === 'exit code 0') this.#boot(wentOff);
      else wentOff.abort(new Error(`the machine went off: ${how}`));
    });
  }

  #show(bytes: string): void {
    const text = this.screen.write(bytes);
    this.#onText?.(text);
  }

  /** Pulls the plug. Disk and log stay for whoever wants to look. */
  async switchOff(): Promise<void> {
    const power = this.#power;
    this.#power = undefined;
    if (power === undefined) return;
    power.wentOff.abort(new Error('the machine was switched off'));
    await end(power.running, 2_000);
  }

  /** Off and on again with the same disk; what was on the screen stays readable. */
  async powerCycle(): Promise<void> {
    await this.switchOff();
    this.switchOn();
  }

  /** Resolves once the screen shows it behind the last match; then the next wait looks behind this one. */
  async waitFor(wanted: RegExp | string, timeoutMs: number): Promise<RegExpExecArray> {
    if (this.#power === undefined) throw new Error(`machine "${this.name}" is off`);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error(`not within ${timeoutMs / 1000} s`)), timeoutMs);
    const signal = AbortSignal.any([late.signal, this.#power.wentOff.signal]);
    try {
      const { match, end: position } = await this.screen.find(wanted, this.#read, signal);
      this.#read = position;
      return match;
    } catch (cause) {
      throw this.#missing(wanted, signal.reason ?? cause);
    } finally {
      clearTimeout(timer);
    }
  }

  #missing(wanted: RegExp | string, cause: unknown): Error {
    const why = cause instanceof Error ? cause.message : String(cause);
    const screen = this.screen.tail(40).replaceAll(/^/gm, '  | ');
    return new Error(
      `machine "${this.name}" did not show ${String(wanted)}: ${why}. Its screen ends with:\n${screen}\nAll of it: ${this.#logFile}`,
      { cause },
    );
  }
}

function createBlankDisk(file: string, sizeMib: number): void {
  const disk = openSync(file, 'w');
  ftruncateSync(disk, sizeMib * 1024 * 1024);
  closeSync(disk);
}
