import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MediumMachine } from '../media/medium-machine.ts';
import { signWithSnakeoil } from '../media/snakeoil.ts';
import { Wire } from '../media/wire.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 180_000;
const mac = '52:54:00:4e:42:b1';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

/** A data folder whose firmware is one iPXE that a person brought. */
async function dataWith(folder: string, makeLoader: (path: string) => void): Promise<string> {
  const own = join(folder, 'own');
  mkdirSync(own);
  makeLoader(join(own, 'ipxe.efi'));
  const data = join(folder, 'data');
  expect(await runNetberth('--data', data, 'firmware', 'install', '--from', own)).toMatchObject({
    exitCode: 0,
  });
  return data;
}

async function create(data: string, image: string, ...flags: readonly string[]): Promise<Buffer> {
  const words = ['media', 'create', '-o', image, '--firmware', 'uefi', ...flags];
  expect(await runNetberth('--data', data, ...words)).toMatchObject({ exitCode: 0 });
  return readFileSync(image);
}

describe(`a machine with Secure Boot${skipped}`, { skip }, () => {
  const loader = skip ? '' : join(installed.folder, 'ipxe.efi');

  test('starts a medium whose iPXE is signed by a key that it trusts, and the script beside it', async () => {
    const folder = emptyWorkFolder('secure-boot-signed');
    const server = await NetberthServer.start({ folder });
    try {
      const data = await dataWith(folder, (path) => signWithSnakeoil(loader, path, folder));
      const url = ['--boot-url', `http://10.0.2.2:${server.bootPort}`];
      const image = join(folder, 'medium.iso');
      const one = await create(data, image, '--ip', '10.0.2.77/24', ...url);
      await using wire = await Wire.open({ folder });
      const cards = wire.card('net0', mac);
      await using machine = new MediumMachine({ firmware: 'secure', drive: 'cd', image, folder, cards });
      await machine.shows('Netberth NB1003', bootMs);
      expect(await server.machines()).toMatchObject([{ macs: [mac], state: 'new' }]);

      // Of another machine's medium only the script differs; the signed loader is there byte for byte.
      const other = await create(data, join(folder, 'other.iso'), '--ip', '10.0.2.78/24', ...url);
      const signed = readFileSync(join(data, 'firmware', 'ipxe.efi'));
      for (const each of [one, other]) expect(each.includes(signed)).toBe(true);
      const different = [...one.keys()].filter((at) => one[at] !== other[at]);
      const slots = [...new Set(different.map((at) => one.lastIndexOf('#!ipxe\n', at)))];
      expect(slots.length).toBe(2);
      for (const at of different) expect(at - one.lastIndexOf('#!ipxe\n', at)).toBeLessThan(16 * 1024);
    } finally {
      await server.stop();
    }
  });

  test('refuses the same medium with the unsigned iPXE', async () => {
    if (installed.kind === 'out-of-reach') return;
    const folder = emptyWorkFolder('secure-boot-unsigned');
    const image = join(folder, 'medium.iso');
    await create(installed.data, image, '--boot-url', 'http://10.0.2.2:9', '--wait', '10');
    await using machine = new MediumMachine({ firmware: 'secure', drive: 'cd', image, folder });
    await machine.shows('Access Denied', bootMs);
    expect(machine.screen.text).not.toContain('iPXE');
  });
});
