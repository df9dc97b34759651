import { join } from 'node:path';
import { NetberthServer } from './netberth-server.ts';
import type { Firmware } from './qemu-arguments.ts';
import { VirtualMachine, type MachineOptions } from './virtual-machine.ts';
import { emptyWorkFolder } from './work-folder.ts';

/** One test's world: a server, machines, a folder with their logs. Left, everything is off. */
export class Stage implements AsyncDisposable {
  readonly folder: string;
  readonly server: NetberthServer;
  readonly #machines: VirtualMachine[] = [];

  private constructor(folder: string, server: NetberthServer) {
    this.folder = folder;
    this.server = server;
  }

  static async open(name: string, serverFlags: readonly string[] = []): Promise<Stage> {
    const folder = emptyWorkFolder(name);
    return new Stage(folder, await NetberthServer.start({ folder, flags: serverFlags }));
  }

  get imageFolder(): string {
    return join(this.folder, 'images');
  }

  /** A machine that is still off; without further options the first has MAC ...:01, serial SN-1 and so on. */
  machine(firmware: Firmware, options: Partial<MachineOptions> = {}): VirtualMachine {
    const number = this.#machines.length + 1;
    const machine = new VirtualMachine({
      folder: this.folder,
      name: `machine-${number}`,
      firmware,
      bootUrl: this.server.bootUrl,
      ...identity(number),
      ...options,
    });
    this.#machines.push(machine);
    return machine;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#machines.map(async (machine) => await machine.switchOff()));
    await this.server.stop();
  }
}

/** The identity of a stage's machine number N. */
export function identity(number: number): { mac: string; serial: string; uuid: string } {
  const hex = number.toString(16).padStart(2, '0');
  return {
    mac: `52:54:00:4e:42:${hex}`,
    serial: `SN-${number}`,
    uuid: `4e657462-6572-4748-8e2d-0000000000${hex}`,
  };
}
