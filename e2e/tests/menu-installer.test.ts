import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ConsoleMachine } from '../src/console-machine.ts';
import { debianInstaller } from '../src/debian-installer.ts';
import { debianEntry, isInstallerFile, sendInstallerFile } from '../src/debian-site.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const screenMs = 60_000;
const installerMs = 400_000;
const mac = '52:54:00:4e:42:31';
const down = '\u001B[B';
const up = '\u001B[A';
const last = '\u001B[F';

const firmware = await installedFirmware();
const installer = await debianInstaller();
const isOutOfReach = firmware.kind === 'out-of-reach' || installer === null;
const skipped = isOutOfReach
  ? ' (skipped: no Debian mirror with the installer can be reached from here)'
  : '';

/** A mirror with the installer, and what an installer that runs tells it. */
async function startUpstream(folder: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    if (url.startsWith('/seen?')) return void response.end();
    if (url === '/preseed.cfg') return void response.end(preseed(portOf()));
    if (!isInstallerFile(url)) return void response.writeHead(404).end();
    void sendInstallerFile(folder, url, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const portOf = () => (server.address() as AddressInfo).port;
  return { asked, port: portOf(), [Symbol.dispose]: () => void server.close() };
}

/** The installer runs this as soon as it has its network. */
function preseed(port: number): string {
  const addresses = "$(ip -4 -o addr show scope global | tr -s ' ' '_')";
  return `d-i preseed/early_command string wget -q -O /dev/null "http://10.0.2.2:${port}/seen?${addresses}"\n`;
}

test.skipIf(isOutOfReach)(
  `a person walks to the installer of Debian, says yes, and it starts with the static address of the machine${skipped}`,
  async () => {
    if (firmware.kind === 'out-of-reach' || installer === null) throw new Error('nothing to boot');
    const folder = emptyWorkFolder('menu-installer');
    using upstream = await startUpstream(installer);
    mkdirSync(join(folder, 'data', 'menu'), { recursive: true });
    writeFileSync(join(folder, 'data', 'menu', 'debian.yaml'), debianEntry(upstream.port));
    const server = await NetberthServer.start({ folder, flags: ['--menu-pinned', 'debian'] });
    try {
      const script = `#!ipxe
ifopen net0
set net0/ip 10.0.2.77
set net0/netmask 255.255.255.0
set net0/gateway 10.0.2.2
set dns 10.0.2.3
chain http://10.0.2.2:${server.bootPort}/menu.ipxe
`;
      const loader = join(firmware.folder, 'ipxe.lkrn');
      await using machine = new ConsoleMachine({ loader, script, folder, mac, memoryMib: 1000 });

      await machine.shows('Boot the local disk', screenMs);
      machine.type(`${last}${up}${up}\r`);
      await machine.shows('More kernel arguments', screenMs);
      machine.type('\r');
      await machine.shows('Arguments for the kernel', screenMs);
      machine.type(
        `auto=true priority=critical locale=C preseed/url=http://10.0.2.2:${upstream.port}/preseed.cfg norandmaps mitigations=off\r`,
      );
      await machine.shows('Serial console:', screenMs);
      machine.type(`${down}\r`);
      await machine.shows('console=ttyS0', screenMs);
      machine.type(`${last}\r`);
      await machine.shows('Boot the local disk', screenMs);
      machine.type(`${down}\r`);
      await machine.shows('Rescue mode', screenMs);
      machine.type('\r');
      await machine.shows('The installer can erase the disks of this machine.', screenMs);
      machine.type(`${down}\r`);

      const deadline = Date.now() + installerMs;
      while (!upstream.asked.some((url) => url.startsWith('/seen?')) && Date.now() < deadline)
        await sleep(500);
      expect(upstream.asked).toEqual([
        '/debian/dists/bookworm/main/installer-amd64/current/images/netboot/debian-installer/amd64/linux',
        '/debian/dists/bookworm/main/installer-amd64/current/images/netboot/debian-installer/amd64/initrd.gz',
        '/preseed.cfg',
        expect.stringMatching(/^\/seen\?.*_inet_10\.0\.2\.77\/24_/),
      ]);
      expect((await server.machine(mac)).boots).toMatchObject([
        {
          decision: 'choice',
          choice: 'debian release=bookworm,mode=text',
          reason: 'a person picked Debian: bookworm, Text in the menu',
        },
      ]);
    } finally {
      await server.stop();
    }
  },
);
