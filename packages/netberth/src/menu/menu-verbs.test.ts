import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { catalogueFolder } from '@netberth/catalogue/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../run-command-line.ts';
import { file, startUpstream } from './online/upstream.fixture.ts';

let folder: string;
const write = (path: string, content: string) => writeFile(join(folder, 'catalogue', path), content);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-menu-'));
  await cp(catalogueFolder, join(folder, 'catalogue'), { recursive: true });
  for (const name of await readdir(join(folder, 'catalogue', 'products')))
    if (!['alpine.yaml', 'opensuse.yaml'].includes(name))
      await rm(join(folder, 'catalogue', 'products', name));
  await write('products/debian.yaml', 'name: Debian\nextends: nothing\nmirrors: http://a b\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...words: readonly string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const sinks = { out, err, isOutTty: false, isErrTty: false, widthColumns: 100, now: () => new Date(0) };
  const exitCode = await runCommandLine(words, {}, sinks);
  out.end();
  err.end();
  return { exitCode, out: await text(out), err: await text(err) };
}

describe('menu specs', () => {
  test('prints an array with one object a choice, with whole URLs', async () => {
    const { exitCode, out } = await run('menu', 'specs', '--product', 'smartos', '--json');
    expect(exitCode).toBe(0);
    const kernel = 'https://netboot.smartos.org/os/20260430T145637Z/platform/i86pc/kernel/amd64/unix';
    const archive = 'https://netboot.smartos.org/os/20260430T145637Z/platform/i86pc/amd64/boot_archive';
    expect(JSON.parse(out)[0]).toEqual({
      product: 'smartos',
      choice: 'release=20260430T145637Z,mode=normal',
      arch: 'x86_64',
      firmware: 'bios',
      tier: 'stable',
      method: 'multiboot',
      kernel,
      initrd: [archive, `${archive}.hash`],
      args: ['-B', 'console=text,smartos=true,noimport=false'],
      files: [kernel, archive, `${archive}.hash`],
      netStyle: 'none',
      requires: { ramMiB: 2048, features: ['https', 'multiboot'] },
    });
  });

  test('refuses to list a catalogue that is not in order', async () => {
    const { exitCode, err } = await run('menu', 'specs', '--catalogue', join(folder, 'catalogue'));
    expect(exitCode).toBe(1);
    expect(err).toContain(
      'The catalogue has problems (all of them: netberth menu check):\n  products/debian.yaml:3:',
    );
  });

  test('names products that begin like the one that is not there', async () => {
    expect(await run('menu', 'specs', '--product', 'wnidows')).toEqual({
      exitCode: 1,
      out: '',
      err: 'There is no product "wnidows" in the catalogue. There are windows, windows-pe.\n',
    });
  });
});

describe('menu check', () => {
  test('finds a product of ours in order, and says how much it looked at', async () => {
    const { exitCode, out } = await run('menu', 'check', '--product', 'alpine');
    expect(out).toMatch(
      /^The catalogue is in order: 1 product, \d+ choices, \d+ scripts, \d+ ways through the menu\.\n$/,
    );
    expect(exitCode).toBe(0);
  });

  test('names the choices that a broken family keeps people from', async () => {
    const catalogue = join(folder, 'catalogue');
    const path = 'families/linuxrc.yaml';
    const family = await readFile(join(catalogueFolder, path), 'utf8');
    await write(path, family.replace('id: text', 'id: nb-back'));
    const { exitCode, out } = await run('menu', 'check', '--product', 'opensuse', '--catalogue', catalogue);
    await write(path, family);
    expect(out).toMatch(
      /^products\/opensuse\.yaml:1: in the static menu, release=[\w.]+,mode=nb-back on bios-x86_64: the menu "/,
    );
    expect(exitCode).toBe(1);
  });

  test('names what is wrong with file and line, and goes on with the rest', async () => {
    const { exitCode, out } = await run('menu', 'check', '--catalogue', join(folder, 'catalogue'));
    expect(exitCode).toBe(1);
    expect(out).toMatch(
      /^products\/debian\.yaml:3: mirrors: "http:\/\/a b" has a blank: wanted %20, or no blank at all\n/,
    );
    expect(out).toMatch(/The catalogue has 1 problem: 2 products, \d\d+ choices/);
  });

  test('looks at the entries of the site in the data folder too', async () => {
    await mkdir(join(folder, 'data', 'menu'), { recursive: true });
    await writeFile(join(folder, 'data', 'menu', 'wipe.ipxe'), '#!ipxe\ngoto nowhere\n');
    const { exitCode, out } = await run('menu', 'check', '--product', 'wipe', '--data', join(folder, 'data'));
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^menu\/wipe\.ipxe:2: .*nowhere/);
  });

  test('names a folder that is not there', async () => {
    expect((await run('menu', 'check', '--catalogue', '/nowhere')).err).toBe(
      'Cannot read the catalogue "/nowhere": there is no such folder\n',
    );
  });
});

describe('menu check --online', () => {
  test('asks for every file, names what is missing, and does not ask again for what was there', async () => {
    const upstream = await startUpstream({
      '/linux-1': file(1000),
      '/linux-2': file(24),
      '/SHA256SUMS': (_, response) => response.end(`${'7'.repeat(64)}  linux-1\n`),
    });
    const heads = () => upstream.asked.filter((each) => each.startsWith('HEAD'));
    const data = join(folder, 'online');
    await mkdir(join(data, 'menu'), { recursive: true });
    const product = [
      'name: Site Linux',
      'net: none',
      `mirrors: ${upstream.url}`,
      'arch: { x86_64: x86_64 }',
      "axes: { release: { items: ['1', '2', '3'] } }",
      "boot: [{ method: linux, kernel: '{mirror}/linux-{release}' }]",
    ];
    await writeFile(join(data, 'menu', 'site-linux.yaml'), product.join('\n'));
    const check = ['menu', 'check', '--online', '--product', 'site-linux', '--data', data];
    const first = await run(...check);
    expect(first.exitCode).toBe(1);
    expect(first.out.replaceAll(upstream.url, 'URL')).toMatch(
      /^menu\/site-linux\.yaml: URL\/linux-3 answers 404\nThe catalogue has 1 problem: .*\nAsked for 3 files, 1 KiB in all; upstream publishes the checksums of 1: .*online\.json\n$/,
    );
    expect(first.err).toContain('asked for 3 of 3 files\n');
    expect(heads().toSorted()).toEqual(['HEAD /linux-1', 'HEAD /linux-2', 'HEAD /linux-3']);
    expect(upstream.asked.filter((each) => each === 'GET /SHA256SUMS')).toHaveLength(1);
    await run(...check);
    expect(heads().slice(3)).toEqual(['HEAD /linux-3']);
    await run(...check, '--fresh');
    expect(heads()).toHaveLength(7);
    const report = JSON.parse(await readFile(join(data, 'menu', 'online.json'), 'utf8')) as object;
    expect(report).toMatchObject({
      urls: {
        [`${upstream.url}/linux-1`]: { sizeBytes: 1000, sha256: '7'.repeat(64), why: null },
        [`${upstream.url}/linux-2`]: { sizeBytes: 24, sha256: null, why: null },
        [`${upstream.url}/linux-3`]: { sizeBytes: null, why: 'answers 404' },
      },
    });
    await upstream.dispose();
  });

  test('asks for nothing that only the owner of a machine knows the place of', async () => {
    const check = ['menu', 'check', '--online', '--product', 'own-script', '--data', join(folder, 'asks')];
    expect((await run(...check)).out).toMatch(/in order: 1 product, .*\nAsked for 0 files, /);
  });
});

describe('menu render', () => {
  test('writes scripts that begin at menu.ipxe, and replaces what an earlier one left', async () => {
    const output = join(folder, 'www');
    await mkdir(join(output, 'products'), { recursive: true });
    await writeFile(join(output, 'products', 'gone.ipxe'), '#!ipxe\n');
    await writeFile(join(output, 'index.html'), 'mine');
    const { exitCode, out } = await run('menu', 'render', '-o', output, '--timeout', '7');
    expect(out).toMatch(
      /^Wrote the menu to .*www: \d+ scripts, [\d.]+ [KM]iB\.\n1 script of the earlier menu went away\.\nServe the folder by HTTP; on a machine, at the iPXE prompt: chain http:\/\/SERVER\/menu\.ipxe\n$/,
    );
    expect(exitCode).toBe(0);
    expect((await readdir(output)).sort()).toEqual([
      'about',
      'booted',
      'find',
      'help.ipxe',
      'index.html',
      'look.ipxe',
      'menu.ipxe',
      'options.ipxe',
      'products',
      'sections',
      'utilities.ipxe',
    ]);
    expect(await readFile(join(output, 'menu.ipxe'), 'utf8')).toContain('\nset nb-timeout 7000\n');
    expect(await readdir(join(output, 'products'))).not.toContain('gone.ipxe');
  });
});
