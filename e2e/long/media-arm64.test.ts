import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MediumMachine } from '../media/medium-machine.ts';
import { ownDisk, ownDiskWords } from '../media/own-disk.ts';
import { Wire } from '../media/wire.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 300_000;
const mac = '52:54:00:4e:42:c1';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

async function create(data: string, image: string, ...flags: readonly string[]): Promise<void> {
  const words = ['media', 'create', '-o', image, '--firmware', 'uefi,uefi-arm64', '--ip', '10.0.2.77/24'];
  expect(await runNetberth('--data', data, ...words, ...flags)).toMatchObject({ exitCode: 0, stderr: '' });
}

describe(`an arm64 machine in a network without DHCP${skipped}`, { skip }, () => {
  test.each(['cd', 'usb'] as const)('reaches the server from %s', async (drive) => {
    if (installed.kind === 'out-of-reach') return;
    const folder = emptyWorkFolder(`arm64-${drive}`);
    const server = await NetberthServer.start({ folder });
    try {
      const image = join(folder, drive === 'cd' ? 'medium.iso' : 'medium.img');
      await create(installed.data, image, '--boot-url', `http://10.0.2.2:${server.bootPort}`);
      await using wire = await Wire.open({ folder });
      const cards = wire.card('net0', mac);
      await using machine = new MediumMachine({ firmware: 'uefi-arm64', drive, image, folder, cards });
      await machine.shows('Netberth NB1003', bootMs);
      expect(await server.machines()).toMatchObject([{ macs: [mac], hardware: { buildarch: 'arm64' } }]);
    } finally {
      await server.stop();
    }
  });

  test('boots its own disk when no server answers', async () => {
    if (installed.kind === 'out-of-reach') return;
    const folder = emptyWorkFolder('arm64-away');
    const image = join(folder, 'medium.iso');
    await create(installed.data, image, '--boot-url', 'http://10.0.2.2:9', '--wait', '10');
    await using wire = await Wire.open({ folder });
    const [cards, disk] = [wire.card('net0', mac), ownDisk(installed.folder, folder)];
    await using machine = new MediumMachine({
      ...{ firmware: 'uefi-arm64', drive: 'cd', image, folder, disk, cards },
    });
    await machine.shows(ownDiskWords, bootMs);
    expect(machine.screen.text).toContain('Netberth NB1201');
  });
});
