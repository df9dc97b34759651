import { cpSync, createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { planIso, streamPlan } from '@netberth/disk-image';
import { expect, onTestFailed, test } from 'vitest';
import { expectPlan } from '../media/boot-images.ts';
import { startListener, writeAnnouncingDisc } from '../src/announcing-disc.ts';
import { debianInstaller } from '../src/debian-installer.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { identity, Stage } from '../src/stage.ts';
import { until } from '../src/until.ts';

const bootMs = 120_000;
const installerMs = 10 * 60_000;
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk';

const firmware = await installedFirmware();
const installer = await debianInstaller();
const noFirmware = firmware.kind === 'out-of-reach';
const skippedFirmware = noFirmware ? ' (skipped: no Debian mirror with iPXE can be reached from here)' : '';
const skippedInstaller =
  installer === null ? ' (skipped: no Debian mirror with the installer can be reached from here)' : '';

test.skipIf(noFirmware)(
  `an ISO that nobody knows starts as a disk over the network${skippedFirmware}`,
  { timeout: 2 * bootMs },
  async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    using listener = await startListener();
    await using stage = await Stage.open('disc-by-sanboot');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    cpSync(firmware.folder, join(server.dataFolder, 'firmware'), { recursive: true });
    const iso = join(stage.folder, 'tool.iso');
    await writeAnnouncingDisc(iso, firmware.folder, listener.port);
    await server.json('profile', 'import', iso, '--as', 'sanboot');
    const id = await server.addMachine(identity(1).mac);
    await server.grant(id, 'tool');
    stage.machine('bios').switchOn();
    await until(() => listener.heard.length > 0, bootMs);
    expect(listener.heard[0]).toBe('/the-disc-has-started');
  },
);

/** QEMU's DHCP tells every client to boot `bootstrap.ipxe`, and this installer takes any URL there for its answers. */
const withoutDhcp = [
  ...['netcfg/disable_autoconfig=true', 'netcfg/get_ipaddress=10.0.2.77', 'netcfg/get_netmask=255.255.255.0'],
  ...['netcfg/get_gateway=10.0.2.2', 'netcfg/get_nameservers=10.0.2.3', 'netcfg/confirm_static=true'],
].join(' ');

/** A mirror of Debian that has nothing, and hears what is asked of it. */
async function startMirror() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, port: (server.address() as AddressInfo).port, [Symbol.dispose]: () => void server.close() };
}

test.skipIf(installer === null)(
  `Debian's installer starts from an imported disc, takes the answer file that comes along, and goes to its mirror${skippedInstaller}`,
  { timeout: 2 * installerMs },
  async () => {
    if (installer === null) throw new Error('nothing to boot');
    using mirror = await startMirror();
    await using stage = await Stage.open('disc-of-debian');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const iso = join(stage.folder, 'mini.iso');
    const files = ['linux', 'initrd.gz'].map((path) => ({
      path,
      content: readFileSync(join(installer, path)),
    }));
    const info = { path: '.disk/mini-info', content: Buffer.from('Debian GNU/Linux 12 "bookworm" amd64\n') };
    const plan = expectPlan(
      planIso({ volumeId: 'ISOIMAGE', epochSeconds: 1_700_000_000, files: [...files, info] }),
    );
    await pipeline(Readable.from(streamPlan(plan)), createWriteStream(iso));

    await server.json('profile', 'import', iso, '--name', 'mini');
    await server.json(
      ...['profile', 'create', 'web', '--disc', 'mini', '--answers', 'default'],
      ...['--set', `ssh-keys=${key}`, '--set', `mirror=http://10.0.2.2:${mirror.port}/debian`],
      ...['--args', `mirror/suite=bookworm ${withoutDhcp} console=ttyS0 norandmaps mitigations=off`],
    );
    const id = await server.addMachine(identity(1).mac, '--hostname', 'web1');
    await server.grant(id, 'web');
    stage.machine('bios', { memoryMib: 1000 }).switchOn();
    await until(() => mirror.asked.includes('/debian/dists/bookworm/Release'), installerMs);
    const { state, boots } = await server.machine(id);
    expect([state, boots[0]?.profile]).toEqual(['installing', 'web']);
    expect(boots[0]?.callbacks.map(({ kind }) => kind)).toEqual(['answer']);
  },
);
