import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MediumMachine } from '../media/medium-machine.ts';
import { Wire } from '../media/wire.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { installImage, wipeImage } from '../src/test-image/kiwispray-image.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 300_000;
const mac = '52:54:00:4e:42:e1';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';
const up = 'INSTALLED SYSTEM UP host=node1';

describe(`the main job from a medium, in a network without DHCP${skipped}`, { skip }, () => {
  test.each([
    ['bios', 'cd'],
    ['uefi', 'usb'],
  ] as const)(
    'on %s from %s: a machine that must show its key installs, calls back, boots its own disk, and gets no more once its medium is revoked',
    async (firmware, drive) => {
      if (installed.kind === 'out-of-reach') return;
      const folder = emptyWorkFolder(`media-story-${firmware}`);
      const server = await NetberthServer.start({ folder });
      try {
        await server.json('firmware', 'install', '--from', installed.folder);
        const images = join(folder, 'images');
        await server.json('profile', 'import', await wipeImage(images, 'wipe', 'static-address'));
        await server.json('profile', 'import', await installImage(images, 'image1', 'static-address'));
        const id = await server.addMachine(mac);
        const one = String(id);
        await server.json('machine', 'set', one, '--metadata', 'hostname=node1', '--proof', 'key');
        const image = join(folder, drive === 'cd' ? 'medium.iso' : 'medium.img');
        // The server is not told the address: QEMU's user network shows it another.
        const network = ['--ip', '10.0.2.77/24', '--gateway', '10.0.2.2'];
        const url = ['--boot-url', `http://10.0.2.2:${server.bootPort}`];
        expect(
          await server.command('media', 'create', '-o', image, '--machine', one, ...network, ...url),
        ).toMatchObject({
          exitCode: 0,
          stderr: '',
        });
        await server.grant(id, 'wipe,image1', '--expires', '4h');

        const disk = join(folder, 'disk.img');
        writeFileSync(disk, '');
        truncateSync(disk, 256 * 1024 * 1024);
        /** Each boot has a network of its own: the old one would remember connections whose ports come again. */
        const shownBy = async (...wanted: readonly string[]): Promise<string> => {
          await using wire = await Wire.open({ folder });
          const cards = wire.card('net0', mac);
          await using machine = new MediumMachine({
            ...{ firmware, drive, image, folder, disk, cards },
            installs: true,
          });
          for (const each of wanted) await machine.shows(each, bootMs);
          if (wanted.at(-1) !== up) await machine.goesOff(bootMs);
          return machine.screen.text;
        };

        await shownBy('WIPE: disk of machine 1 is empty');
        const installing = await shownBy('runs image image1', 'POST-INSTALL: finish answered');
        expect(installing).toContain('INSTALLER: wrote image TestDisk.xz');
        await shownBy(up);
        expect(await server.machine(one)).toMatchObject({ state: 'finished' });

        await server.json('media', 'revoke', '1');
        await server.grant(id, 'wipe,image1');
        const refused = await shownBy('NB1123', up);
        expect(refused).not.toContain('WIPE');
        const { boots, grant } = await server.machine(one);
        expect(grant).toMatchObject({ status: 'live', step: 0, starts: 0 });
        expect(boots.map((boot) => boot.profile ?? boot.decision)).toEqual([
          'disk',
          'disk',
          'image1',
          'wipe',
        ]);
        const form = drive === 'cd' ? 'cd' : 'usb';
        const said = `1 (${form}) by net0, attempt 1; it showed the key of medium 1`;
        expect(boots[0]?.callbacks[0]?.detail).toBe(`${said}, which was revoked`);
        expect(boots.at(-1)?.callbacks[0]?.detail).toBe(said);
      } finally {
        await server.stop();
      }
    },
  );
});
