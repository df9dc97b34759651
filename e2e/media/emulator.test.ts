import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { V86 } from 'v86';
import { describe, expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 240_000;
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';
/** The gateway of the network that v86 makes up, whose TCP port 80 it turns into `fetch`. */
const origin = 'http://192.168.86.1';

describe(`an ISO in the emulator v86, in this process${skipped}`, { skip }, () => {
  test('reaches the menu of the server by its static address', { timeout: 2 * bootMs }, async () => {
    if (installed.kind === 'out-of-reach') return;
    const folder = emptyWorkFolder('emulator');
    const server = await NetberthServer.start({ folder, flags: ['--new-machines', 'menu'] });
    await using stack = new AsyncDisposableStack();
    stack.defer(() => server.stop());
    const image = join(folder, 'medium.iso');
    const words = ['--firmware', 'bios', '--ip', '192.168.86.77/24', '--boot-url', origin];
    const made = await runNetberth('--data', installed.data, 'media', 'create', '-o', image, ...words);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });

    const wire = stack.use(await forwarder(`http://127.0.0.1:${server.bootPort}`));
    const { machine, screen } = emulated(image, installed.folder, wire.prefix);
    stack.defer(() => machine.destroy());
    await within(bootMs, screen, /Your own images and other menus[^]*Utilities \.\.\./);

    expect(wire.asked[0]).toBe(`${origin}/bootstrap.ipxe`);
    const { boots } = await server.machine(1);
    expect(boots[0]).toMatchObject({ decision: 'menu', reasonCode: 'NB1004' });
    expect(boots[0]?.callbacks[0]?.detail).toMatch(/^offline-\w{8} \(cd\) by net0, attempt 1$/);
  });
});

function emulated(image: string, firmware: string, proxy: string) {
  const rows = Array.from({ length: 25 }, () => Array.from({ length: 80 }, () => ' '));
  const machine = new V86({
    wasm_path: fileURLToPath(import.meta.resolve('v86/build/v86.wasm')),
    memory_size: 128 * 1024 * 1024, // in 64 MiB iPXE overwrites the script that isolinux has loaded
    vga_memory_size: 2 * 1024 * 1024,
    bios: file(join(firmware, 'bios.bin')),
    vga_bios: file(join(firmware, 'vgabios-stdvga.bin')),
    cdrom: file(image),
    boot_order: 0x123,
    acpi: false,
    autostart: true,
    disable_speaker: true,
    net_device: { type: 'ne2k', relay_url: 'fetch', cors_proxy: proxy },
  });
  machine.add_listener('screen-put-char', ([row, column, code]) => {
    const line = rows[row];
    if (line !== undefined) line[column] = code < 0x20 ? ' ' : String.fromCharCode(code);
  });
  return { machine, screen: () => rows.map((row) => row.join('').trimEnd()).join('\n') };
}

async function within(limitMs: number, screen: () => string, wanted: RegExp): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!wanted.test(screen())) {
    if (performance.now() > deadlineMs)
      throw new Error(`the emulator did not show ${String(wanted)} but:\n${screen()}`);
    await sleep(50);
  }
}

/** Answers `/?<URL>` with what the boot plane has at the URL's path, and remembers the URLs. */
async function forwarder(plane: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = decodeURIComponent((request.url ?? '').slice('/?'.length));
    asked.push(url);
    const forward = async (): Promise<void> => {
      const answer = await fetch(plane + url.slice(origin.length));
      response.statusCode = answer.status;
      response.end(Buffer.from(await answer.arrayBuffer()));
    };
    forward().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the forwarder has no port');
  return {
    asked,
    prefix: `http://127.0.0.1:${bound.port}/?`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** A file as the emulator takes it: its length must be a multiple of four. */
function file(path: string): { buffer: ArrayBuffer } {
  const bytes = readFileSync(path);
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  return { buffer: padded.buffer };
}
