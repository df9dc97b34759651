import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { scanCodesOf } from '@netberth/ipxe/simulate';
import type { Answer } from '@netberth/ipxe/simulate';
import { V86 } from 'v86';
import { AnsweringServer } from './answering-server.ts';
import { startUrl } from './compared-case.ts';

const pollMs = 5;
const typingPauseMs = 12;
const bootMs = 240_000;
const wasm = fileURLToPath(import.meta.resolve('v86/build/v86.wasm'));

/**
 * A PC in this process (v86) with SeaBIOS and a real iPXE, started once and frozen at its prompt with a blank
 * screen; every case goes on from there. Its network is answered by DHCP of v86 and by a server of ours.
 */
export class EmulatedMachine {
  readonly #emulator: V86;
  readonly #server: AnsweringServer;
  readonly #rows = Array.from({ length: 25 }, () => Array.from({ length: 80 }, () => ' '));
  #frozen: ArrayBuffer | undefined;
  /** The address of its network card; a new one each time. */
  mac = '';

  private constructor(kernelFile: string, server: AnsweringServer) {
    this.#server = server;
    this.#emulator = new V86({
      wasm_path: wasm,
      memory_size: 64 * 1024 * 1024,
      vga_memory_size: 2 * 1024 * 1024,
      bios: file('/usr/share/seabios/bios.bin'),
      vga_bios: file('/usr/share/seabios/vgabios-stdvga.bin'),
      bzimage: file(kernelFile),
      acpi: false,
      autostart: true,
      disable_speaker: true,
      net_device: { type: 'ne2k', relay_url: 'fetch', cors_proxy: server.prefix },
    });
    this.#emulator.add_listener('screen-put-char', ([row, column, code]) => {
      const line = this.#rows[row];
      if (line !== undefined) line[column] = code < 0x20 ? ' ' : String.fromCharCode(code);
    });
  }

  /** Boots `ipxe.lkrn` up to its shell, with an address by DHCP. */
  static async start(kernelFile: string): Promise<EmulatedMachine> {
    const machine = new EmulatedMachine(kernelFile, await AnsweringServer.start());
    await machine.#waitFor(/Ctrl-B/, bootMs);
    machine.press('Ctrl-B');
    await machine.#waitFor(/^iPXE>$/m, bootMs);
    await machine.type('dhcp\n');
    await machine.#waitFor(/ok\n+iPXE>$/, bootMs);
    machine.mac = /\(net0 ([0-9a-f:]{17})/.exec(machine.screen().join(''))?.[1] ?? '';
    await machine.type('set esc:hex 1b\n');
    // After a key: a blank screen, no setting of ours left, and off to the script.
    const clear = ['prompt', 'echo -n ${esc:string}[2J${esc:string}[H', 'clear esc', `chain ${startUrl}`];
    await machine.type(`${clear.join(' && ')}\n`);
    await setTimeout(300);
    machine.#frozen = await machine.#emulator.save_state();
    return machine;
  }

  /** Start the script of a case on the thawed machine. */
  async begin(answer: (url: string) => Answer): Promise<void> {
    if (this.#frozen === undefined) throw new Error('the emulated machine was never frozen');
    this.#server.answer = answer;
    this.#server.asked.length = 0;
    await this.#emulator.restore_state(this.#frozen);
    await this.type('x');
  }

  get asked(): readonly string[] {
    return this.#server.asked;
  }

  /** The screen, without blanks at the ends of lines and empty lines at the end. */
  screen(): readonly string[] {
    const lines = this.#rows.map((row) => row.join('').trimEnd());
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  /** Resolves with true as soon as the screen is as wanted, with false when the time is up. */
  async comesTo(isWanted: (screen: readonly string[]) => boolean, timeoutMs: number): Promise<boolean> {
    const deadlineMs = performance.now() + timeoutMs;
    while (!isWanted(this.screen())) {
      if (performance.now() > deadlineMs) return false;
      await setTimeout(pollMs);
    }
    return true;
  }

  async #waitFor(wanted: RegExp, timeoutMs: number): Promise<void> {
    if (await this.comesTo((screen) => wanted.test(screen.join('\n')), timeoutMs)) return;
    throw new Error(`the emulated machine did not show ${String(wanted)} but:\n${this.screen().join('\n')}`);
  }

  press(key: string): void {
    const codes = scanCodesOf(key);
    if (codes === null) this.#emulator.keyboard_send_text(key);
    else this.#emulator.keyboard_send_scancodes([...codes]);
  }

  /** A BIOS keeps 15 keys: a person's speed is fast enough. */
  async type(text: string): Promise<void> {
    for (const character of text) {
      this.press(character === '\n' ? 'Enter' : character);
      await setTimeout(typingPauseMs);
    }
  }

  async stop(): Promise<void> {
    await this.#emulator.destroy();
    await this.#server.stop();
  }
}

/** A file as the emulator takes it: its length must be a multiple of four. */
function file(path: string): { buffer: ArrayBuffer } {
  const bytes = readFileSync(path);
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  return { buffer: padded.buffer };
}
