import { V86 } from 'v86';
import type { FromEmulator, ToEmulator } from './emulator-messages.ts';
import { TextScreen } from './text-screen.ts';

/*
 * A PC (v86) in a worker of its own: the page stays quick, and only this worker is allowed WebAssembly. Its network is
 * one that v86 makes up; every HTTP request of the PC is handed to the page.
 */
/** With 64 MiB iPXE loads itself over its script. */
const memoryBytes = 128 * 1024 * 1024;
const videoMemoryBytes = 2 * 1024 * 1024;
const frameMs = 80;
/** Drives in the order that the BIOS tries them: CD, disk, floppy. */
const bootOrder = 0x123;

/** What of v86 is no part of its types: its network, which asks for each URL, and what it draws on. */
type Inside = {
  readonly network_adapter: { fetch: (url: string) => Promise<Response> };
  readonly screen_adapter: { put_char: PutCharacter };
};
type PutCharacter = (
  row: number,
  column: number,
  code: number,
  flags: number,
  background: number,
  foreground: number,
) => void;

const waiting = new Map<number, (text: string | null) => void>();
let asked = 0;
let emulator: V86 | undefined;

addEventListener('message', ({ data }: MessageEvent<ToEmulator>) => {
  switch (data.kind) {
    case 'start':
      start(data);
      break;
    case 'keys':
      emulator?.keyboard_send_scancodes([...data.scanCodes]);
      break;
    case 'text':
      emulator?.keyboard_send_text(data.text);
      break;
    case 'answer':
      waiting.get(data.number)?.(data.text);
      waiting.delete(data.number);
  }
});

function start({ bios, vgaBios, medium, disk, wasmUrl }: Extract<ToEmulator, { kind: 'start' }>): void {
  const started = new V86({
    wasm_path: wasmUrl,
    memory_size: memoryBytes,
    vga_memory_size: videoMemoryBytes,
    bios: { buffer: bios },
    vga_bios: { buffer: vgaBios },
    cdrom: { buffer: medium },
    hda: { buffer: disk },
    boot_order: bootOrder,
    acpi: false,
    autostart: false,
    disable_speaker: true,
    net_device: { type: 'ne2k', relay_url: 'fetch' },
  });
  emulator = started;
  started.add_listener('emulator-loaded', () => {
    const inside = started as unknown as Inside;
    inside.network_adapter.fetch = askPage;
    inside.screen_adapter.put_char = showScreen();
    void started.run();
  });
  started.add_listener('download-error', ({ file_name }) => tell({ kind: 'failed', why: file_name }));
}

function showScreen(): PutCharacter {
  const screen = new TextScreen();
  let isChanged = false;
  setInterval(() => {
    if (isChanged) tell({ kind: 'screen', rows: screen.rows });
    isChanged = false;
  }, frameMs);
  return (row, column, code, _, background, foreground) => {
    screen.put(row, column, code, foreground, background);
    isChanged = true;
  };
}

async function askPage(url: string): Promise<Response> {
  const number = (asked += 1);
  const text = await new Promise<string | null>((resolve) => {
    waiting.set(number, resolve);
    tell({ kind: 'asks', number, url });
  });
  return new Response(text, { status: text === null ? 404 : 200 });
}

function tell(message: FromEmulator): void {
  postMessage(message);
}
