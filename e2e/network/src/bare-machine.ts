import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Running } from '../../src/child-process.ts';
import { uefiCode, uefiVariables } from '../../src/qemu-arguments.ts';
import { Screen } from '../../src/screen.ts';
import type { Namespace } from './namespace.ts';

/**
 * What the machine has to boot from the network with, and nothing else:
 * `bios`: SeaBIOS and the iPXE in the ROM of QEMU's network card. No other BIOS PXE ROM is free software, so this is
 * also the machine whose iPXE is in its ROM; the others: OVMF's own clients, no ROM on the card.
 */
export type BareFirmware = 'bios' | 'uefi-pxe' | 'uefi-http' | 'uefi-pxe6' | 'uefi-arm64-pxe';

export type BareMachineOptions = {
  readonly host: Namespace;
  readonly tap: string;
  readonly firmware: BareFirmware;
  readonly mac: string;
  readonly folder: string;
  /** An image in its CD drive: it boots from that, and its cards have no ROM. */
  readonly cd?: string;
  /** The image of its own disk, after the network or the drive in its boot order; it then has the memory of an installer. */
  readonly disk?: string;
  /** More cards, each on a socket of a switch. */
  readonly moreCards?: readonly { readonly tap: string; readonly mac: string }[];
};

const memoryMib = 512;
const installerMemoryMib = 1024;
const x64 = ['-cpu', 'qemu64', '-machine', 'q35,graphics=off', '-vga', 'none'];
const arm64 = ['-cpu', 'cortex-a57', '-machine', 'virt'];
const arm64Code = '/usr/share/AAVMF/AAVMF_CODE.fd';
const arm64Variables = '/usr/share/AAVMF/AAVMF_VARS.fd';

/** A virtual computer on a socket of a switch, without a disk if none is said. QEMU tells it nothing about where to boot from. */
export class BareMachine {
  readonly screen = new Screen();
  readonly mac: string;
  readonly #options: BareMachineOptions;
  #running: Running | undefined;

  constructor(options: BareMachineOptions) {
    this.#options = options;
    this.mac = options.mac;
  }

  /** Of all its cards. */
  get macs(): readonly string[] {
    return [this.mac, ...(this.#options.moreCards ?? []).map(({ mac }) => mac)];
  }

  switchOn(): void {
    const { host, tap, firmware } = this.#options;
    const [program, platform] =
      firmware === 'uefi-arm64-pxe' ? ['qemu-system-aarch64', arm64] : ['qemu-system-x86_64', x64];
    const args = [...platform, ...this.#arguments()];
    this.#running = host.start(`screen-${tap}`, program, args, (bytes) => this.screen.write(bytes));
  }

  /** Resolves when it has switched itself off, or wants to restart. */
  async goesOff(): Promise<void> {
    await this.#running?.ended;
  }

  switchOff(): void {
    this.#running?.child.kill('SIGKILL');
  }

  /** @throws with the last of the screen when it is not there in time */
  async waitFor(wanted: RegExp | string, timeoutMs: number): Promise<void> {
    try {
      await this.screen.find(wanted, 0, AbortSignal.timeout(timeoutMs));
    } catch (cause) {
      const screen = this.screen.tail(30).replaceAll(/^/gm, '  | ');
      throw new Error(
        `not on the screen of ${this.mac} within ${timeoutMs / 1000} s: ${String(wanted)}\n${screen}`,
        {
          cause,
        },
      );
    }
  }

  #arguments(): string[] {
    const { tap, firmware, mac, cd, disk, moreCards = [] } = this.#options;
    const rom = firmware === 'bios' && cd === undefined ? '' : ',romfile=';
    return [
      ...['-accel', 'tcg,thread=multi', '-m', String(disk === undefined ? memoryMib : installerMemoryMib)],
      ...['-nodefaults', '-display', 'none', '-no-reboot'],
      ...['-netdev', `tap,id=net0,ifname=${tap},script=no,downscript=no`],
      ...['-device', `virtio-net-pci,netdev=net0,mac=${mac},bootindex=1${rom}`],
      ...moreCards.flatMap((card, index) => [
        ...['-netdev', `tap,id=more${index},ifname=${card.tap},script=no,downscript=no`],
        ...['-device', `virtio-net-pci,netdev=more${index},mac=${card.mac},romfile=`],
      ]),
      ...(cd === undefined ? [] : ['-drive', `if=none,id=cd,format=raw,readonly=on,file=${cd}`]),
      ...(cd === undefined ? [] : ['-device', 'ide-cd,drive=cd,bootindex=0']),
      ...(disk === undefined ? [] : ['-drive', `file=${disk},format=raw,if=none,id=disk,cache=unsafe`]),
      ...(disk === undefined ? [] : ['-device', 'virtio-blk-pci,drive=disk,bootindex=2']),
      ...['-device', 'virtio-rng-pci', '-serial', 'stdio'],
      ...(firmware === 'bios' ? [] : this.#uefiArguments()),
    ];
  }

  /** OVMF tries its network clients one after the other; the others are left out, to save minutes. */
  #uefiArguments(): string[] {
    const { firmware, folder, tap } = this.#options;
    const isArm64 = firmware === 'uefi-arm64-pxe';
    const variables = join(folder, `variables-${tap}.fd`);
    copyFileSync(isArm64 ? arm64Variables : uefiVariables, variables);
    return [
      ...['-drive', `if=pflash,format=raw,readonly=on,file=${isArm64 ? arm64Code : uefiCode}`],
      ...['-drive', `if=pflash,format=raw,file=${variables}`],
      ...client('IPv4PXESupport', firmware === 'uefi-pxe' || isArm64),
      ...client('IPv6PXESupport', firmware === 'uefi-pxe6'),
    ];
  }
}

function client(name: string, isOn: boolean): readonly string[] {
  return ['-fw_cfg', `name=opt/org.tianocore/${name},string=${isOn ? 'yes' : 'no'}`];
}
