import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { imageParts } from '../src/test-image/image-parts.ts';

const bootMs = 240_000;

/** A mirror that gives a large file slowly enough to be handed on while it comes. */
async function startUpstream(files: Readonly<Record<string, Buffer>>) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const content = files[url];
    if (content === undefined) return void response.writeHead(404).end();
    asked.push(url);
    response.writeHead(200, { 'content-length': content.length, etag: '"1"' });
    const half = Math.floor(content.length / 2);
    response.write(content.subarray(0, half), () => response.end(content.subarray(half)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, port, [Symbol.dispose]: () => void server.close() };
}

test('real iPXE starts a kernel that the server fetches for it, and starts it again without upstream', async () => {
  const { kernel } = await imageParts();
  using upstream = await startUpstream({
    '/vmlinuz': readFileSync(kernel),
    // No initrd at all: the kernel says so, and restarts.
    '/initrd': Buffer.alloc(32 * 1024 * 1024, 'x'),
  });
  await using stage = await Stage.open('pull-through', ['--assets-pull-through']);
  const { server } = stage;
  const entry = [
    'name: Site Linux',
    'net: none',
    `mirrors: http://127.0.0.1:${upstream.port}`,
    'arch: { x86_64: x86_64 }',
    "boot: [{ method: linux, kernel: '{mirror}/vmlinuz', initrd: ['{mirror}/initrd'], args: [console=ttyS0, panic=-1] }]",
  ];
  mkdirSync(join(server.dataFolder, 'menu'), { recursive: true });
  writeFileSync(join(server.dataFolder, 'menu', 'site.yaml'), entry.join('\n'));
  const choice = `/menu/p/site?net0=${identity(1).mac.replaceAll(':', '-')}`;
  const machine = stage.machine('bios', { bootUrl: server.bootUrl.replace(/\/bootstrap\.ipxe$/, choice) });
  machine.switchOn();
  await machine.waitFor('Linux version', bootMs);
  expect(upstream.asked).toEqual(['/vmlinuz', '/initrd']);
  await machine.waitFor('Kernel panic', bootMs);
  // It restarts: the files are here.
  await machine.waitFor('Linux version', bootMs);
  expect(upstream.asked).toEqual(['/vmlinuz', '/initrd']);
  const { assets } = (await server.json('menu', 'assets')) as { assets: readonly { state: string }[] };
  expect(assets.map(({ state }) => state)).toEqual(['stored', 'stored']);
});
