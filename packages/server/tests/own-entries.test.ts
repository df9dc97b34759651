import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atConsole, kernelOf, menusOf } from './harness/at-console.ts';
import { headline } from './harness/read-script.ts';
import { TestApp } from './harness/start-app.ts';

const entries: Readonly<Record<string, string>> = {
  'site-linux.yaml':
    'name: Site Linux\nnet: dracut\narch: { x86_64: x86_64 }\nconfirm: Erases the first disk.\nboot:\n  - { method: linux, kernel: http://files.example/vmlinuz }\n',
  'debian.yaml':
    'extends: debian-installer\nname: Our Debian\nsection: linux\nmirrors: http://mirror.example/debian\narch: { x86_64: amd64 }\naxes: { release: { items: [trixie] } }\nvalues: { folder: debian-installer, images: "{mirror}/{release}" }\n',
  'wipe.ipxe':
    '#!ipxe\n# name: Wipe the disks\n# confirm: Erases every disk.\nkernel http://files.example/wipe\nboot\n',
  'ping.ipxe': '#!ipxe\n# confirm: false\n# section: rescue\nkernel http://files.example/ping\nboot\n',
  'unsaid.ipxe': '#!ipxe\nkernel http://files.example/unsaid\nboot\n',
  'broken.yaml': 'name: Broken\nnet: dracut\nboot:\n  - { method: linx }\n',
  'noscript.ipxe': 'echo hello\n',
  'wrong.ipxe': '#!ipxe\ngoto nowhere\n',
  'README.txt': 'not an entry',
};

let app: TestApp;
beforeAll(async () => {
  const data = mkdtempSync(join(tmpdir(), 'netberth-own-'));
  mkdirSync(join(data, 'menu'));
  for (const [name, text] of Object.entries(entries)) writeFileSync(join(data, 'menu', name), text);
  app = await TestApp.start({ data });
});
afterAll(() => app.stop());

test('entries of a site stand in the menu, scripts among them', async () => {
  const { text } = await app.ask('/menu/sections/own.ipxe?firmware=bios&arch=x86_64');
  const items = [...text.matchAll(/^item (?!--)(.*)$/gm)].map(([, item]) => item);
  expect(items).toEqual(
    expect.arrayContaining(['site-linux Site Linux', 'unsaid unsaid', 'wipe Wipe the disks']),
  );
  expect((await app.ask('/menu/sections/rescue.ipxe')).text).toContain('\nitem ping ping\n');
});

test('a product of the site asks as any other', async () => {
  const seen = await atConsole(app, '/menu/p/site-linux', { keys: 'Down Enter' });
  expect(menusOf(seen)).toEqual(['Site Linux']);
  expect(kernelOf(seen)).toMatch(/^http:\/\/files\.example\/vmlinuz ip=dhcp rd\.neednet=1 BOOTIF=/);
});

test('one with the id of a product takes its place', async () => {
  expect((await app.ask('/menu/sections/linux.ipxe')).text).toContain(
    ' item debian Our Debian [1 GiB RAM] ||\n',
  );
  const seen = await atConsole(app, '/menu/p/debian', { keys: 'Down Enter' });
  expect(kernelOf(seen)).toMatch(/^http:\/\/mirror\.example\/debian\/trixie\//);
});

test('a script of the site asks, unless it says that it erases nothing', async () => {
  const wipe = await atConsole(app, '/menu/p/wipe');
  expect(wipe.end).toMatchObject({ kind: 'waits', pause: { title: 'Wipe the disks', selected: 2 } });
  expect(wipe.pauses[0]?.screen.join('\n')).toContain('Erases every disk.');
  const unsaid = await atConsole(app, '/menu/p/unsaid');
  expect(unsaid.pauses[0]?.screen.join('\n')).toContain('nobody has said that it erases nothing');
  expect(kernelOf(await atConsole(app, '/menu/p/wipe', { keys: 'Down Enter' }))).toBe(
    'http://files.example/wipe',
  );
  expect(kernelOf(await atConsole(app, '/menu/p/ping'))).toBe('http://files.example/ping');
});

test('a script of the site that is chained without its question asks it all the same', async () => {
  const seen = await atConsole(app, '/menu/own/wipe.ipxe');
  expect(seen.end).toMatchObject({ kind: 'waits', pause: { title: 'Wipe the disks' } });
  expect(kernelOf(await atConsole(app, '/menu/own/wipe.ipxe', { keys: 'Down Enter' }))).toBe(
    'http://files.example/wipe',
  );
});

test('what a check did not find leaves the menu, and a deep link still reaches it', async () => {
  const data = mkdtempSync(join(tmpdir(), 'netberth-online-'));
  mkdirSync(join(data, 'menu'));
  const product =
    "name: Two\nnet: none\narch: { x86_64: x86_64 }\naxes: { release: { items: ['1', '2', '3'] } }\nboot: [{ method: linux, kernel: 'http://f.example/{release}' }]\n";
  writeFileSync(join(data, 'menu', 'two.yaml'), product);
  writeFileSync(
    join(data, 'menu', 'one.yaml'),
    product.replace("['1', '2', '3']", "['2']").replace('Two', 'One'),
  );
  const at = '2026-01-01T00:00:00.000Z';
  const missing = { at, sizeBytes: null, why: 'answers 404' };
  const urls = { 'http://f.example/1': { at, sizeBytes: 7, why: null }, 'http://f.example/2': missing };
  writeFileSync(join(data, 'menu', 'online.json'), JSON.stringify({ urls }));
  const site = await TestApp.start({ data });
  try {
    const section = (await site.ask('/menu/sections/own.ipxe?firmware=bios&arch=x86_64')).text;
    expect([section.includes('item two Two'), section.includes('item one One')]).toEqual([true, false]);
    const page = (await site.ask('/menu/products/two.ipxe')).text;
    expect([...page.matchAll(/^item (?!nb-|--)(.*)$/gm)].map(([, item]) => item)).toEqual(['1 1', '3 3']);
    expect(kernelOf(await atConsole(site, '/menu/p/one'))).toBe('http://f.example/2');
  } finally {
    await site.stop();
  }
});

test('what changes in the folder shows in the menu without a restart, reports of checks too', async () => {
  const data = mkdtempSync(join(tmpdir(), 'netberth-changing-'));
  const folder = join(data, 'menu');
  const product = (releases: string) =>
    `name: Two\nnet: none\narch: { x86_64: x86_64 }\naxes: { release: { items: [${releases}] } }\nboot: [{ method: linux, kernel: 'http://f.example/{release}' }]\n`;
  const site = await TestApp.start({ data });
  const items = async () => {
    const { text } = await site.ask('/menu/products/two.ipxe');
    return [...text.matchAll(/^item (?!nb-|--)(.*)$/gm)].map(([, item]) => item);
  };
  const kernelAt = async (path: string) => kernelOf(await atConsole(site, path));
  try {
    expect(await items()).toEqual([]);
    mkdirSync(folder);
    writeFileSync(join(folder, 'two.yaml'), product("'1', '2', '4'"));
    await expect.poll(items).toEqual(['1 1', '2 2', '4 4']);
    const urls = {
      'http://f.example/2': { at: '2026-01-01T00:00:00.000Z', sizeBytes: null, why: 'answers 404' },
    };
    writeFileSync(join(folder, 'online.json'), JSON.stringify({ urls }));
    await expect.poll(items).toEqual(['1 1', '4 4']);
    writeFileSync(join(folder, 'two.yaml'), 'name: Two\nboot: [\n');
    await expect.poll(items).toEqual([]);
    expect((await site.ask('/menu/p/debian')).text).toMatch(/^#!ipxe\n/);
    writeFileSync(join(folder, 'two.yaml'), product("'1', '3'"));
    await expect.poll(items).toEqual(['1 1', '3 3']);
    expect(await kernelAt('/menu/p/two?release=3')).toBe('http://f.example/3');
  } finally {
    await site.stop();
  }
});

test('entries with a mistake are named with file and line; the others are there', async () => {
  expect(app.menuProblems).toEqual([
    expect.stringMatching(/^menu\/broken\.yaml:4: boot\.0\.method: /),
    'menu/noscript.ipxe:1: is no iPXE script: its first line is not #!ipxe',
    expect.stringMatching(/^menu\/wrong\.ipxe:2: .*nowhere/),
  ]);
  for (const id of ['broken', 'noscript', 'wrong'])
    expect(headline((await app.ask(`/menu/p/${id}`)).text)).toMatch(/^NB1113/);
  expect(headline((await app.ask('/menu/own/wrong.ipxe')).text)).toMatch(/^NB1114/);
  expect(headline((await app.ask('/menu/own/..%2f..%2fkeys')).text)).toMatch(/^NB1114/);
});
