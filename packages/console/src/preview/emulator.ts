import { scanCodesOf } from '@netberth/ipxe/simulate';
import wasmUrl from 'v86/build/v86.wasm?url';
import type { FromEmulator, ToEmulator } from './emulator-messages.ts';
import type { EmulatorParts } from './emulator-parts.ts';
import type { ScreenRow } from './screen-row.ts';

export type EmulatorEvents = {
  readonly onScreen: (rows: readonly ScreenRow[]) => void;
  readonly onFailure: (why: string) => void;
  /** What the PC asks its network for; null: there is no such file. */
  readonly answer: (url: string) => Promise<string | null>;
};

/** A PC that boots a medium in the browser, from switching it on to pulling the plug. */
export class Emulator {
  readonly #worker: Worker;

  constructor({ bios, vgaBios, medium, disk }: EmulatorParts, events: EmulatorEvents) {
    this.#worker = new Worker(new URL('./emulator-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromEmulator>) => {
      void this.#hear(data, events);
    });
    this.#worker.addEventListener('error', ({ message }) => events.onFailure(message));
    const start: ToEmulator = { kind: 'start', bios, vgaBios, medium, disk, wasmUrl };
    this.#worker.postMessage(start, [bios, vgaBios, medium, disk]);
  }

  async #hear(message: FromEmulator, { onScreen, onFailure, answer }: EmulatorEvents): Promise<void> {
    switch (message.kind) {
      case 'screen':
        onScreen(message.rows);
        break;
      case 'failed':
        onFailure(message.why);
        break;
      case 'asks':
        this.#tell({ kind: 'answer', number: message.number, text: await answer(message.url) });
    }
  }

  /** @param key as the simulator names keys: `Down`, `Ctrl-C`, `a` */
  press(key: string): void {
    const scanCodes = scanCodesOf(key);
    this.#tell(scanCodes === null ? { kind: 'text', text: key } : { kind: 'keys', scanCodes });
  }

  pullPlug(): void {
    this.#worker.terminate();
  }

  #tell(message: ToEmulator): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a worker of this page
    this.#worker.postMessage(message);
  }
}
