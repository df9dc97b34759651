import { copyFileSync, mkdirSync, mkdtempSync, openSync, closeSync, ftruncateSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, start, type Running } from './child-process.ts';
import { qemuArguments, uefiVariables, type Firmware, type Hardware } from './qemu-arguments.ts';
import { qmpCommand } from './qmp-client.ts';
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
  /** Called with the console's bytes as they come. */
  readonly onText?: (text: string) => void;
};

/** A virtual computer with real firmware: switched on, off and on again, with its screen as text. */
export class VirtualMachine {
  readonly screen = new Screen();
  readonly name: string;
  readonly #hardware: Hardware;
  readonly #logFile: string;
  readonly #folder: string;
  readonly #socketFolder: string;
  readonly #onText: ((text: string) => void) | undefined;
  #running: Running | undefined;
  #read = 0;

  constructor(options: MachineOptions) {
    this.name = options.name;
    this.#folder = join(options.folder, options.name);
    mkdirSync(this.#folder, { recursive: true });
    // A socket's path may have 107 bytes at most, so it does not go beside the log.
    this.#socketFolder = mkdtempSync(join(tmpdir(), 'netberth-vm-'));
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
      controlSocket: join(this.#socketFolder, 'qmp'),
      bootUrl: options.bootUrl,
    };
    if (options.keepDisk === true) return;
    createBlankDisk(this.#hardware.diskFile, options.diskMib ?? 256);
    if (options.firmware === 'uefi') copyFileSync(uefiVariables, this.#hardware.uefiVariablesFile);
  }

  switchOn(): void {
    if (this.#running !== undefined) throw new Error(`machine "${this.name}" is already on`);
    this.#running = start('qemu-system-x86_64', qemuArguments(this.#hardware), {
      logFile: this.#logFile,
      cwd: this.#folder,
      onOutput: (bytes) => {
        this.screen.write(bytes);
        this.#onText?.(bytes);
      },
    });
  }

  async switchOff(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined) await end(running, 2_000);
  }

  /** Off and on again with the same disk; what was on the screen stays readable. */
  async powerCycle(): Promise<void> {
    await this.switchOff();
    this.switchOn();
  }

  /** What a reset button does. */
  async reset(): Promise<void> {
    await qmpCommand(this.#hardware.controlSocket, 'system_reset');
  }

  /** Switches off and forgets the control socket; disk and log stay for whoever wants to look. */
  async stop(): Promise<void> {
    await this.switchOff();
    rmSync(this.#socketFolder, { recursive: true, force: true });
  }

  /** Text that came after the last match is what the next wait looks at. */
  async waitFor(wanted: RegExp | string, timeoutMs: number): Promise<RegExpExecArray> {
    const running = this.#running;
    if (running === undefined) throw new Error(`machine "${this.name}" is off`);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error(`not within ${timeoutMs / 1000} s`)), timeoutMs);
    void running.ended.then((how) => stop.abort(new Error(`the machine went off: ${how}`)));
    try {
      const { match, end: position } = await this.screen.find(wanted, this.#read, stop.signal);
      this.#read = position;
      return match;
    } catch (cause) {
      throw this.#missing(wanted, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  #missing(wanted: RegExp | string, cause: unknown): Error {
    const reason = cause instanceof Error ? cause.cause : cause;
    const why = reason instanceof Error ? reason.message : String(reason);
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
