import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, start, type Running } from './child-process.ts';
import { Screen } from './screen.ts';

export type ConsoleMachineOptions = {
  /** `ipxe.lkrn`, which starts as a kernel on BIOS. */
  readonly loader: string;
  /** What it runs first. */
  readonly script: string;
  /** For the script and the log of the console. */
  readonly folder: string;
  readonly mac: string;
  readonly memoryMib: number;
};

/** A machine with BIOS whose iPXE begins with a script of ours, and a person at its console. */
export class ConsoleMachine implements AsyncDisposable {
  readonly screen = new Screen();
  readonly #running: Running;
  readonly #off = new AbortController();
  #read = 0;

  constructor({ loader, script, folder, mac, memoryMib }: ConsoleMachineOptions) {
    const initrd = join(folder, 'autoexec.ipxe');
    writeFileSync(initrd, script);
    const args = [
      ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-m', String(memoryMib)],
      ...['-nodefaults', '-display', 'none', '-no-reboot'],
      // SeaBIOS mirrors its text screen to the serial port when there are no graphics.
      ...['-machine', 'q35,graphics=off', '-vga', 'none'],
      ...['-kernel', loader, '-initrd', initrd],
      ...['-netdev', 'user,id=net0', '-device', `virtio-net-pci,netdev=net0,mac=${mac},romfile=`],
      ...['-device', 'virtio-rng-pci'],
      ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
    ];
    this.#running = start('qemu-system-x86_64', args, {
      logFile: join(folder, 'console.log'),
      cwd: folder,
      onOutput: (bytes) => void this.screen.write(bytes),
      takesInput: true,
    });
    void this.#running.ended.then((how) => this.#off.abort(new Error(`the machine went off: ${how}`)));
  }

  /** Resolves once the screen shows it behind what was waited for before. */
  async shows(wanted: RegExp | string, timeoutMs: number): Promise<void> {
    const signal = AbortSignal.any([this.#off.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      this.#read = (await this.screen.find(wanted, this.#read, signal)).end;
    } catch (cause) {
      const shown = this.screen.tail(30).replaceAll(/^/gm, '  | ');
      const why = `the screen did not show ${String(wanted)}: ${String(signal.reason)}`;
      throw new Error(`${why}. It ends with:\n${shown}`, { cause });
    }
  }

  /** Presses keys, escape sequences for those without a character. */
  type(keys: string): void {
    this.#running.child.stdin?.write(keys);
  }

  /**
   * Types a text, each letter when the one before shows. The serial port holds sixteen bytes; of what is sent beyond, QEMU
   * (7.2) now and then hands nothing on.
   */
  async typeText(text: string, timeoutMs: number): Promise<void> {
    for (const letter of text) {
      this.type(letter);
      await this.shows(letter, timeoutMs);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#running, 2_000);
  }
}
