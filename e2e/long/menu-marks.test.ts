import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { MediumMachine, type MediumFirmware } from '../media/medium-machine.ts';
import { signWithSnakeoil } from '../media/snakeoil.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 180_000;
const mac = '52:54:00:4e:42:c1';
const down = '\u001B[B';
const last = '\u001B[F';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

/** The menu as a folder of scripts on a web server, and what was asked of it. */
async function startFolder(folder: string) {
  const scripts = join(folder, 'scripts');
  expect(await runNetberth('menu', 'render', '-o', scripts, '--timeout', '0')).toMatchObject({ exitCode: 0 });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(readFileSync(join(scripts, request.url ?? '')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, port, [Symbol.dispose]: () => void server.close() };
}

/** A medium whose iPXE is signed with the key that the firmware trusts. */
async function signedMedium(folder: string, boot: string): Promise<string> {
  if (installed.kind === 'out-of-reach') throw new Error('nothing to boot');
  const own = join(folder, 'own');
  mkdirSync(own);
  signWithSnakeoil(join(installed.folder, 'ipxe.efi'), join(own, 'ipxe.efi'), folder);
  const data = join(folder, 'media');
  const image = join(folder, 'medium.iso');
  const make = ['media', 'create', '-o', image, '--firmware', 'uefi', '--boot-url', boot];
  expect(await runNetberth('--data', data, 'firmware', 'install', '--from', own)).toMatchObject({
    exitCode: 0,
  });
  expect(await runNetberth('--data', data, ...make)).toMatchObject({ exitCode: 0 });
  return image;
}

async function walk(firmware: MediumFirmware, name: string): Promise<string> {
  const folder = emptyWorkFolder(name);
  using scripts = await startFolder(folder);
  mkdirSync(join(folder, 'data', 'menu'), { recursive: true });
  writeFileSync(
    join(folder, 'data', 'menu', 'folder.ipxe'),
    `#!ipxe\n# confirm: false\nclear nb-arch\nchain --autofree http://10.0.2.2:${scripts.port}/menu.ipxe || exit 1\n`,
  );
  const server = await NetberthServer.start({
    folder,
    flags: ['--new-machines', 'menu', '--menu-pinned', 'folder'],
  });
  try {
    const image = await signedMedium(folder, `http://10.0.2.2:${server.bootPort}`);
    const cards = ['-nic', `user,model=virtio-net-pci,mac=${mac}`];
    await using machine = new MediumMachine({ firmware, drive: 'cd', image, folder, cards });
    await machine.shows('Boot the local disk', bootMs);
    machine.type(`${down}${down}\r`);
    await machine.shows(/Alpine Linux \[512 MiB RAM, needs more RAM/, bootMs);
    machine.type(`${last}\r${down}\r`);
    const deadline = Date.now() + bootMs;
    while (!scripts.asked.includes('/look.ipxe') && Date.now() < deadline) await sleep(200);
    machine.type(`${down}\r`);
    await machine.shows(/Alpine Linux \[512 MiB RAM\] \[needs more RAM than there is\]/, bootMs);
    return machine.screen.text;
  } finally {
    await server.stop();
  }
}

// QEMU gives it 256 MiB, which its SMBIOS tells.
describe(`a machine with UEFI and little memory is told what it cannot start${skipped}`, { skip }, () => {
  test('with Secure Boot, by the menu of a server and by that of a folder of scripts', async () => {
    const text = await walk('secure', 'menu-marks-secure');
    expect(text).toMatch(/Alpine Linux \[512 MiB RAM, needs more RAM than there is, not with Secure/);
    expect(text).toMatch(/AlmaLinux \[3 GiB RAM, needs more RAM than there is\]/);
    expect(text).toContain('Alpine Linux [512 MiB RAM] [needs more RAM than there is][not with Secure');
    expect(text).toMatch(/AlmaLinux \[3 GiB RAM\] \[needs more RAM than there is\](?!\[)/);
  });

  test('without Secure Boot, of its memory alone', async () => {
    const text = await walk('uefi', 'menu-marks-uefi');
    expect(text).not.toContain('not with Secure');
  });
});
