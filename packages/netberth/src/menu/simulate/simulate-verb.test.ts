import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../run-command-line.ts';

const menu = `#!ipxe
menu What now [\${buildarch}]
item disk Local disk
item --gap
item rescue Rescue
choose --timeout 5000 what || goto disk
goto \${what}
:disk
sanboot --no-describe --drive 0x80
:rescue
chain --autofree sub/rescue.ipxe || goto disk
`;
const rescue = `#!ipxe
echo Rescue for \${serial}
kernel http://files.example/vmlinuz quiet
initrd --name initrd0 http://files.example/initrd.img
boot
`;
const kernel = new Uint8Array(600_000);
kernel.set([0x55, 0xaa], 0x1fe);
kernel.set([0x48, 0x64, 0x72, 0x53], 0x202);

let folder: string;
let address: string;
const asked: {
  readonly method: string;
  readonly url: string;
  readonly agent: string;
  readonly body: string;
}[] = [];
const server = createServer((request, response) => {
  const { method = '', url = '', headers } = request;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    asked.push({ method, url, agent: headers['user-agent'] ?? '', body });
    answer(url, response);
  });
});

const start = `#!ipxe
params
param mac \${mac}
imgfetch --name told ../tell##params
kernel ../vmlinuz a=1
boot
`;

function answer(url: string, response: ServerResponse): void {
  if (url === '/moved.ipxe') response.writeHead(302, { location: '/in/start.ipxe' }).end();
  else if (url === '/in/start.ipxe') response.end(start);
  else if (url === '/tell') response.end('ok');
  else if (url === '/vmlinuz') response.end(kernel);
  else response.writeHead(404).end();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-simulate-'));
  await mkdir(join(folder, 'menu', 'sub'), { recursive: true });
  await writeFile(join(folder, 'menu', 'menu.ipxe'), menu);
  await writeFile(join(folder, 'menu', 'sub', 'rescue.ipxe'), rescue);
  await writeFile(
    join(folder, 'menu', 'out.ipxe'),
    '#!ipxe\nchain ../secret.ipxe || chain ..%2fsecret.ipxe\n',
  );
  await writeFile(join(folder, 'secret.ipxe'), '#!ipxe\necho not yours\n');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function run(script: string, ...words: readonly string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const sinks = { out, err, isOutTty: false, isErrTty: false, widthColumns: 100, now: () => new Date(0) };
  const exitCode = await runCommandLine(['menu', 'simulate', script, ...words], {}, sinks);
  out.end();
  err.end();
  return { exitCode, out: await text(out), err: await text(err) };
}

describe('menu simulate with a file', () => {
  test('tells what the person sees and presses, what is fetched, and what is booted', async () => {
    const { exitCode, out } = await run(
      join(folder, 'menu', 'menu.ipxe'),
      '--keys',
      'Down Enter',
      '--set',
      'serial=SN 7',
    );
    expect(out).toBe(`fetches  menu.ipxe (235 B)
shows
  ┌────────────────────────────────────────────────────────────────────────────────┐
  │                                                                                │
  │                                What now [i386]                                 │
  │                                                                                │
  │   Local disk                                                                   │
  │                                                                                │
  │ > Rescue                                                                       │
  └────────────────────────────────────────────────────────────────────────────────┘
gets     Down Enter
fetches  sub/rescue.ipxe (134 B)
says     Rescue for SN 7
fetches  http://files.example/vmlinuz (not looked into)
fetches  http://files.example/initrd.img (not looked into)
It boots http://files.example/vmlinuz
  arguments  quiet
  initrd0  http://files.example/initrd.img
`);
    expect(exitCode).toBe(0);
  });

  test.each([
    ['fails', 'chain gone.ipxe\n', 1, 'The script fails: '],
    ['never ends', ':again\ngoto again\n', 1, 'It goes on for ever'],
    ['is through', 'echo done\n', 0, 'The script is through'],
    ['waits for a person', 'prompt Press a key\n', 0, 'It waits for a key'],
  ])('ends with the code of how it went when the script %s', async (_, lines, code, end) => {
    const script = join(folder, 'menu', 'ends.ipxe');
    await writeFile(script, `#!ipxe\n${lines}`);
    const { exitCode, out } = await run(script);
    expect([exitCode, out]).toEqual([code, expect.stringContaining(end)]);
    expect(JSON.parse((await run(script, '--json')).out)).toMatchObject({ ok: code === 0 });
  });

  test('goes on when the time of a menu is up', async () => {
    const { out } = await run(join(folder, 'menu', 'menu.ipxe'));
    expect(out).toContain('gets     nothing until the time is up\n');
    expect(out).toMatch(/The machine starts its own disk 0x80\.\n$/);
  });

  test('shows every command with its script and line when asked to', async () => {
    const { out } = await run(join(folder, 'menu', 'menu.ipxe'), '--steps', '--keys', 'Down Enter');
    expect(out).toContain('menu.ipxe:11  chain --autofree sub/rescue.ipxe\n');
    expect(out).toContain('sub/rescue.ipxe:3  kernel http://files.example/vmlinuz quiet\n');
  });

  test('prints the whole story as JSON', async () => {
    const { out } = await run(
      join(folder, 'menu', 'menu.ipxe'),
      '--json',
      '--firmware',
      'efi',
      '--arch',
      'arm64',
    );
    const story = JSON.parse(out);
    expect(story.pauses[0].pause.title).toBe('What now [arm64]');
    expect(story.end).toEqual({ kind: 'disk', drive: 128, filename: null });
  });

  test('reaches no file outside the folder of the script', async () => {
    const { exitCode, out } = await run(join(folder, 'menu', 'out.ipxe'));
    expect(out).not.toContain('not yours');
    expect(exitCode).toBe(1);
    expect(out).toContain('The script fails: Not found (https://ipxe.org/2d0c613b).');
  });

  test('names what cannot be read, fetched or set', async () => {
    expect((await run('/nowhere.ipxe')).err).toBe(
      'Cannot read "/nowhere.ipxe": there is no such file that you may read\n',
    );
    expect((await run(folder)).err).toBe(`Cannot read "${folder}": it is not a file, wanted a script\n`);
    expect((await run('tftp://server/x')).err).toBe(
      'Cannot fetch "tftp://server/x": wanted http://, https:// or a file, not tftp://\n',
    );
    expect((await run(join(folder, 'menu', 'menu.ipxe'), '--arch', 'arm64')).err).toBe(
      'Cannot simulate arm64 with BIOS: there is none; wanted --firmware efi\n',
    );
    expect((await run(join(folder, 'menu', 'menu.ipxe'), '--set', 'x:foo=1')).err).toContain(
      'a setting named "x:foo"',
    );
  });
});

describe('menu simulate with a URL', () => {
  test('asks the server as iPXE does, follows it, and sends forms', async () => {
    const { out } = await run(`${address}/moved.ipxe`, '--build', 'debian-sid', '--firmware', 'efi');
    expect(out).toBe(`fetches  ${address}/moved.ipxe (moved)
fetches  ${address}/in/start.ipxe (95 B)
posts to ${address}/tell (2 B)
fetches  ${address}/vmlinuz (586 KiB)
says     Could not select: Exec format error (https://ipxe.org/2e008081)
says     Could not boot: Exec format error (https://ipxe.org/2e008081)
The script fails: Exec format error (https://ipxe.org/2e008081). The firmware goes on, mostly with the next boot device.
`);
    expect(asked).toEqual([
      { method: 'GET', url: '/moved.ipxe', agent: 'iPXE/2.0.0+dfsg-5', body: '' },
      { method: 'GET', url: '/in/start.ipxe', agent: 'iPXE/2.0.0+dfsg-5', body: '' },
      { method: 'POST', url: '/tell', agent: 'iPXE/2.0.0+dfsg-5', body: 'mac=52%3A54%3A00%3A12%3A34%3A56' },
      { method: 'GET', url: '/vmlinuz', agent: 'iPXE/2.0.0+dfsg-5', body: '' },
    ]);
  });

  test("says it in iPXE's words when the server has no such file", async () => {
    expect((await run(`${address}/gone.ipxe`)).out).toContain(
      `fetches  ${address}/gone.ipxe: Not found (https://ipxe.org/2d0c613b)\n`,
    );
  });
});
