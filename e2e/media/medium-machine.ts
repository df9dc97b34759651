import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, start, type Running } from '../src/child-process.ts';
import { uefiCode, uefiVariables, type Firmware } from '../src/qemu-arguments.ts';
import { Screen } from '../src/screen.ts';

export type Drive = 'cd' | 'usb';

export type MediumBoot = {
  readonly firmware: Firmware;
  readonly drive: Drive;
  /** The file of the medium. */
  readonly image: string;
  /** For the firmware's variables and the console's log. */
  readonly folder: string;
  /** The machine's own disk, after the medium in its boot order. */
  readonly disk?: string;
  /** QEMU's arguments for network cards. */
  readonly cards?: readonly string[];
};

/** A machine that starts from a medium, and its screen; off when it is disposed of. */
export class MediumMachine implements AsyncDisposable {
  readonly screen = new Screen();
  readonly #running: Running;
  readonly #logFile: string;
  readonly #off = new AbortController();

  constructor(boot: MediumBoot) {
    this.#logFile = join(boot.folder, 'console.log');
    this.#running = start('qemu-system-x86_64', machineArguments(boot), {
      logFile: this.#logFile,
      cwd: boot.folder,
      onOutput: (bytes) => void this.screen.write(bytes),
      takesInput: true,
    });
    void this.#running.ended.then((how) => this.#off.abort(new Error(`the machine went off: ${how}`)));
  }

  /** The first match on the screen, from its beginning on. */
  async shows(wanted: RegExp | string, timeoutMs: number): Promise<RegExpExecArray> {
    const signal = AbortSignal.any([this.#off.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      return (await this.screen.find(wanted, 0, signal)).match;
    } catch (cause) {
      const shown = this.screen.tail(25).replaceAll(/^/gm, '  | ');
      const why = `the screen did not show ${String(wanted)}: ${String(signal.reason)}`;
      throw new Error(`${why}\n${shown}\nLog: ${this.#logFile}`, { cause });
    }
  }

  /** Presses keys, escape sequences for those without a character. */
  type(keys: string): void {
    this.#running.child.stdin?.write(keys);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#running, 2000);
  }
}

function machineArguments({ firmware, drive, image, folder, disk, cards }: MediumBoot): string[] {
  return [
    ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-m', '256'],
    ...['-nodefaults', '-display', 'none', '-no-reboot'],
    // SeaBIOS mirrors its text screen to the serial port when there are no graphics.
    ...['-machine', 'q35,graphics=off', '-vga', 'none'],
    ...(firmware === 'bios' ? [] : firmwareArguments(folder)),
    ...['-drive', `file=${image},format=raw,if=none,id=medium,readonly=on`],
    ...driveArguments(drive),
    ...(disk === undefined ? [] : diskArguments(disk)),
    ...(cards ?? ['-nic', 'none']),
    ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
  ];
}

function driveArguments(drive: Drive): string[] {
  if (drive === 'cd') return ['-device', 'ide-cd,drive=medium,bootindex=1'];
  return ['-device', 'qemu-xhci', '-device', 'usb-storage,drive=medium,bootindex=1,removable=on'];
}

function diskArguments(disk: string): string[] {
  return [
    ...['-drive', `file=${disk},format=raw,if=none,id=disk,readonly=on`],
    ...['-device', 'virtio-blk-pci,drive=disk,bootindex=2'],
  ];
}

function firmwareArguments(folder: string): string[] {
  const variables = join(folder, 'variables.fd');
  copyFileSync(uefiVariables, variables);
  return [
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${uefiCode}`],
    ...['-drive', `if=pflash,format=raw,file=${variables}`],
  ];
}
