import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, start, type Running } from '../src/child-process.ts';
import { uefiCode, uefiVariables, type Firmware } from '../src/qemu-arguments.ts';
import { Screen } from '../src/screen.ts';

/** `kernel`: no drive, the medium is `ipxe.lkrn` with a script, which the firmware is given as a Linux kernel. */
export type Drive = 'cd' | 'usb' | 'floppy' | 'disk' | 'kernel';
/** `secure`: UEFI that starts only what is signed with Debian's snakeoil key; `uefi-arm64`: another processor. */
export type MediumFirmware = Firmware | 'secure' | 'uefi-arm64';

export type MediumBoot = {
  readonly firmware: MediumFirmware;
  readonly drive: Drive;
  /** The file of the medium; of a `kernel`, the folder of its files. */
  readonly image: string;
  /** How QEMU reads it; `raw` unless said. */
  readonly form?: 'raw' | 'vhdx' | 'qcow2' | 'vpc';
  /** For the firmware's variables and the console's log. */
  readonly folder: string;
  /** The machine's own disk, after the medium in its boot order. */
  readonly disk?: string;
  /** Its disk can be written, and it has the memory that an installer needs. */
  readonly installs?: boolean;
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
    const processor = boot.firmware === 'uefi-arm64' ? 'aarch64' : 'x86_64';
    this.#running = start(`qemu-system-${processor}`, machineArguments(boot), {
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

  /** Resolves when the guest has rebooted or powered off. */
  async goesOff(timeoutMs: number): Promise<void> {
    const late = AbortSignal.timeout(timeoutMs);
    const isOff = await Promise.race([
      this.#running.ended.then(() => true),
      once(late, 'abort').then(() => false),
    ]);
    if (!isOff) throw new Error(`the machine is still on. Log: ${this.#logFile}`);
  }

  /** Presses keys, escape sequences for those without a character. */
  type(keys: string): void {
    this.#running.child.stdin?.write(keys);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#running, 2000);
  }
}

function machineArguments({
  firmware,
  drive,
  image,
  form = 'raw',
  folder,
  disk,
  cards,
  installs = false,
}: MediumBoot): string[] {
  return [
    ...['-accel', 'tcg,thread=multi', '-m', installs ? '512' : '256'],
    ...['-nodefaults', '-display', 'none', '-no-reboot'],
    ...computerArguments(firmware, folder),
    ...driveArguments(drive, firmware, { image, form }),
    ...(disk === undefined ? [] : diskArguments(disk, installs)),
    ...(cards ?? ['-nic', 'none']),
    ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
  ];
}

type Medium = { readonly image: string; readonly form: string };

function driveArguments(drive: Drive, firmware: MediumFirmware, { image, form }: Medium): string[] {
  const medium = ['-drive', `file=${image},format=${form},if=none,id=medium,readonly=on`];
  switch (drive) {
    case 'cd':
      return firmware === 'uefi-arm64'
        ? [...medium, '-device', 'virtio-scsi-pci', '-device', 'scsi-cd,drive=medium,bootindex=1']
        : [...medium, '-device', 'ide-cd,drive=medium,bootindex=1'];
    case 'usb':
      return [
        ...[...medium, '-device', 'qemu-xhci'],
        ...['-device', 'usb-storage,drive=medium,bootindex=1,removable=on'],
      ];
    case 'floppy':
      return [
        ...[...medium, '-device', 'isa-fdc,id=controller,bootindexA=1'],
        ...['-device', 'floppy,bus=controller.0,drive=medium,drive-type=144'],
      ];
    case 'disk':
      return [...medium, '-device', 'virtio-blk-pci,drive=medium,bootindex=1'];
    case 'kernel':
      return ['-kernel', join(image, 'ipxe.lkrn'), '-initrd', join(image, 'autoexec.ipxe')];
  }
}

function diskArguments(disk: string, isWritten: boolean): string[] {
  return [
    ...['-drive', `file=${disk},format=raw,if=none,id=disk,${isWritten ? 'cache=unsafe' : 'readonly=on'}`],
    ...['-device', 'virtio-blk-pci,drive=disk,bootindex=2'],
  ];
}

function computerArguments(firmware: MediumFirmware, folder: string): string[] {
  // SeaBIOS mirrors its text screen to the serial port when there are no graphics.
  const pc = ['-cpu', 'qemu64', '-machine', 'q35,graphics=off', '-vga', 'none'];
  switch (firmware) {
    case 'bios':
      return pc;
    case 'uefi':
      return [...pc, ...flash(uefiCode, uefiVariables, folder)];
    case 'secure':
      return [
        ...['-cpu', 'qemu64', '-machine', 'q35,graphics=off,smm=on', '-vga', 'none'],
        // Variables that only the firmware itself may change, in system management mode.
        ...['-global', 'driver=cfi.pflash01,property=secure,value=on'],
        ...flash(
          '/usr/share/OVMF/OVMF_CODE_4M.secboot.fd',
          '/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd',
          folder,
        ),
      ];
    case 'uefi-arm64':
      return [
        ...['-cpu', 'cortex-a57', '-machine', 'virt'],
        ...flash('/usr/share/AAVMF/AAVMF_CODE.fd', '/usr/share/AAVMF/AAVMF_VARS.fd', folder),
      ];
  }
}

function flash(code: string, variables: string, folder: string): string[] {
  const own = join(folder, 'variables.fd');
  copyFileSync(variables, own);
  return [
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${code}`],
    ...['-drive', `if=pflash,format=raw,file=${own}`],
  ];
}
