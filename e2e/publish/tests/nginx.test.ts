import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConsoleMachine } from '../../src/console-machine.ts';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { GitServer } from '../../../packages/publish/testfakes/git-server.ts';
import { MediumMachine } from '../../media/medium-machine.ts';
import { runNetberth } from '../../src/run-netberth.ts';
import { imageParts } from '../../src/test-image/image-parts.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { Nginx } from '../src/nginx.ts';
import { siteProduct, writeCatalogue } from '../src/site-catalogue.ts';

const screenMs = 120_000;
const mac = '52:54:00:4e:42:51';
const [up, down, last] = ['\u001B[A', '\u001B[B', '\u001B[F'];

const firmware = await installedFirmware();
const isOutOfReach = firmware.kind === 'out-of-reach';
const skipped = isOutOfReach ? ' (skipped: no Debian mirror can be reached from here)' : '';
const work = emptyWorkFolder('publish-nginx');
const files = join(work, 'www');
mkdirSync(join(files, 'boot'), { recursive: true });
const nginx = await Nginx.start(work, files);
afterAll(() => nginx[Symbol.asyncDispose]());
const url = `http://10.0.2.2:${nginx.port}`;

async function publish(name: string, ...words: readonly string[]): Promise<{ version: string }> {
  const data = firmware.kind === 'installed' ? firmware.data : work;
  const catalogue = writeCatalogue(work, name, `${url}/boot`);
  const place = ['--to', `dir:${files}`, '--url', url, '--catalogue', catalogue, '--data', data];
  const { exitCode, stdout, stderr } = await runNetberth('menu', 'publish', ...place, '--json', ...words);
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { version: string };
}

describe(`a menu published to a folder that nginx serves${skipped}`, { skip: isOutOfReach }, () => {
  test('machines start from it by the URL of the page, and go into an entry', async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    copyFileSync((await imageParts()).kernel, join(files, 'boot/vmlinuz'));
    const { version } = await publish('Site Linux');
    const folder = emptyWorkFolder('publish-nginx-bios');
    const script = `#!ipxe\ndhcp\nchain ${url}/stable/\n`;
    const loader = join(firmware.folder, 'ipxe.lkrn');
    await using machine = new ConsoleMachine({ loader, script, folder, mac, memoryMib: 512 });
    await machine.shows('Boot the local disk', screenMs);
    machine.type(`${down}\r`);
    await machine.shows('Site Linux', screenMs);
    machine.type('\r');
    await machine.shows('Linux version', screenMs);
    const own = nginx.asked().filter((line) => !/ \/$|look\.ipxe/.test(line));
    expect(own).toEqual([
      '200 /stable/',
      `200 /stable/versions/${version}/menu.ipxe`,
      `200 /stable/versions/${version}/sections/linux.ipxe`,
      `200 /stable/versions/${version}/products/site.ipxe`,
      // By this the logs tell what was booted.
      `200 /stable/versions/${version}/booted?product=site&arch=x86_64&firmware=bios`,
      '200 /boot/vmlinuz',
    ]);

    const data = ['--data', join(work, 'statistics')];
    const imported = await runNetberth('stats', 'import', nginx.combinedLog, ...data);
    expect([imported.exitCode, imported.stderr]).toEqual([0, '']);
    const { stdout } = await runNetberth(
      'stats',
      'show',
      '--by',
      'firmware',
      '--product',
      'site',
      '--json',
      ...data,
    );
    expect((JSON.parse(stdout) as { rows: unknown }).rows).toEqual([{ name: 'bios', boots: 1 }]);
  });

  test('a person tries a branch from the utilities, whose menu says on each page what it is', async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    using git = await GitServer.start();
    git.commit('ours/menus', 'debian-13', {
      'sections.yaml': '- { id: linux, name: Systems }\n',
      'loaders.yaml': 'memdisk: http://files.invalid/memdisk\nwimboot: http://files.invalid/wimboot\n',
      'products/site.yaml': siteProduct('Branch Linux', `${url}/boot`),
    });
    const place = ['--to', `dir:${files}`, '--data', join(work, 'data')];
    const source = ['--from-git', git.urlOf('ours/menus'), '--ref', 'debian-13'];
    const { exitCode } = await runNetberth('menu', 'publish', ...place, '--channel', 'debian-13', ...source);
    expect(exitCode).toBe(0);
    const folder = emptyWorkFolder('publish-nginx-branch');
    const script = `#!ipxe\ndhcp\nchain ${url}/stable/menu.ipxe\n`;
    const loader = join(firmware.folder, 'ipxe.lkrn');
    await using machine = new ConsoleMachine({ loader, script, folder, mac, memoryMib: 512 });
    await machine.shows('Boot the local disk', screenMs);
    machine.type(`${last}${up}\r`);
    await machine.shows('Try a branch', screenMs);
    // From the end: the serial port of the firmware keeps sixteen bytes.
    machine.type(`${last}${up}${up}${up}\r`);
    await machine.shows('A channel: stable', screenMs);
    machine.type('\r');
    await machine.shows('The channel:', screenMs);
    machine.type('debian-13\r');
    await machine.shows('[preview debian-13]', screenMs);
    await machine.shows('Boot the local disk', screenMs);
    machine.type(`${down}\r`);
    await machine.shows(/\[preview debian-13\][^]*Branch Linux/, screenMs);
    machine.type('\r');
    await machine.shows('Linux version', screenMs);
  });

  test('a published CD leads to the menu that is current when it starts', async () => {
    const { version } = await publish('Site Linux');
    const folder = emptyWorkFolder('publish-nginx-cd');
    const next = await publish('Newer Linux');
    const image = join(files, `stable/versions/${version}/media/netberth.iso`);
    const cards = ['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0,romfile='];
    await using machine = new MediumMachine({ firmware: 'bios', drive: 'cd', image, folder, cards });
    await machine.shows('Boot the local disk', screenMs);
    const menus = nginx.asked().filter((line) => line.endsWith('/menu.ipxe'));
    expect(menus.at(-1)).toBe(`200 /stable/versions/${next.version}/menu.ipxe`);
  });

  test('versions may be kept for ever, what leads to them for a minute', async () => {
    const { version } = await publish('Site Linux');
    const cached = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${nginx.port}/stable/${path}`);
      return [answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')];
    };
    const short = 'public, max-age=60, must-revalidate';
    expect(await cached('')).toEqual([200, short, 'text/html']);
    expect(await cached('menu.ipxe')).toEqual([200, short, 'text/plain']);
    expect(await cached(`versions/${version}/menu.ipxe`)).toEqual([
      200,
      'public, max-age=31536000, immutable',
      'text/plain',
    ]);
  });
});
