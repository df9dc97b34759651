import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConsoleMachine } from './console-machine.ts';
import { debianEntry, isInstallerFile, sendInstallerFile } from './debian-site.ts';
import { NetberthServer } from './netberth-server.ts';

const screenMs = 120_000;
const down = '\u001B[B';
const up = '\u001B[A';
const last = '\u001B[F';

export type InstallerFromMenu = {
  readonly folder: string;
  /** `ipxe.lkrn` */
  readonly loader: string;
  readonly mac: string;
  /** The folder of what is started: `linux` and `initrd.gz`. */
  readonly installer: string;
  /** The kernel arguments that the person adds, for the port of the loopback that answers the installer. */
  readonly args: (port: number) => string;
  /** What the installer gets by asking `/told`: it sends its `/seen?` to the same port. */
  readonly told: (port: number) => string;
  readonly installerMs: number;
};

/** The paths the installer asked for, its last beginning with `/seen?`, and the boots that Netberth remembers. */
export type InstallerStart = { readonly asked: readonly string[]; readonly boots: unknown };

/**
 * A machine with a static address, whose person walks through Netberth's menu to Debian's rescue mode with arguments and
 * a serial console of his own, and says yes.
 */
export async function startInstallerFromMenu(options: InstallerFromMenu): Promise<InstallerStart> {
  const { folder, loader, mac, installerMs } = options;
  using upstream = await startUpstream(options);
  mkdirSync(join(folder, 'data', 'menu'), { recursive: true });
  writeFileSync(join(folder, 'data', 'menu', 'debian.yaml'), debianEntry(upstream.port));
  const server = await NetberthServer.start({ folder, flags: ['--menu-pinned', 'debian'] });
  try {
    const script = loaderScript(server.bootPort);
    await using machine = new ConsoleMachine({ loader, script, folder, mac, memoryMib: 1000 });
    await walkToInstaller(machine, options.args(upstream.port));
    const deadline = Date.now() + installerMs;
    while (!upstream.asked.some((url) => url.startsWith('/seen?'))) {
      if (Date.now() > deadline)
        throw new Error(
          `the installer asked ${upstream.asked.join(', ')}, and its screen ends with:\n${machine.screen.tail(30)}`,
        );
      await sleep(500);
    }
    return { asked: upstream.asked, boots: (await server.machine(mac)).boots };
  } finally {
    await server.stop();
  }
}

function loaderScript(bootPort: number): string {
  return `#!ipxe
ifopen net0
set net0/ip 10.0.2.77
set net0/netmask 255.255.255.0
set net0/gateway 10.0.2.2
set dns 10.0.2.3
chain http://10.0.2.2:${bootPort}/menu.ipxe
`;
}

/** A mirror with the installer, and what an installer that runs tells it. */
async function startUpstream({ installer, told }: InstallerFromMenu) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    if (url.startsWith('/seen?')) return void response.end();
    if (url === '/told') return void response.end(told(portOf()));
    if (!isInstallerFile(url)) return void response.writeHead(404).end();
    void sendInstallerFile(installer, url, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const portOf = () => (server.address() as AddressInfo).port;
  return { asked, port: portOf(), [Symbol.dispose]: () => void server.close() };
}

async function walkToInstaller(machine: ConsoleMachine, args: string): Promise<void> {
  await machine.shows('Boot the local disk', screenMs);
  machine.type(`${last}${up}${up}\r`);
  await machine.shows('More kernel arguments', screenMs);
  machine.type('\r');
  await machine.shows('Arguments for the kernel', screenMs);
  await machine.typeText(args, screenMs);
  machine.type('\r');
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
}
