import { parseKeys, simulateAsync } from '@netberth/ipxe/simulate';
import type { Answer, SimulateAsyncOptions, Simulation } from '@netberth/ipxe/simulate';
import type { TestApp } from './start-app.ts';

/** What iPXE takes for a kernel on BIOS and for a program on UEFI. */
const linux = new Uint8Array(1024);
linux.set([0x4d, 0x5a]);
linux.set([0x40], 0x3c);
linux.set([0x50, 0x45], 0x40);
linux.set([0x55, 0xaa], 0x1fe);
linux.set([0x48, 0x64, 0x72, 0x53], 0x202);

export type Person = {
  /** What is pressed, one after another; then nobody is there. */
  readonly keys?: string;
  readonly mac?: string;
  /** The machine has this address and no DHCP server. */
  readonly staticAddress?: string;
  /** A trusted proxy says that it asks from here. */
  readonly from?: string;
  /** URLs of upstream that answer 404. */
  readonly missing?: readonly string[];
} & Pick<SimulateAsyncOptions, 'platform' | 'arch' | 'is64Bit' | 'build' | 'settings'>;

/** A person at a machine that chains to a path of this server: what happens, and how it ends. Upstream has every file. */
export function atConsole(app: TestApp, path: string, person: Person = {}): Promise<Simulation> {
  const { keys = '', mac = app.newMac(), staticAddress, from, missing = [], ...machine } = person;
  const network = { netmask: '255.255.255.0', gateway: '192.0.2.1', dns: '192.0.2.3' };
  const leased = { ...network, ip: '192.0.2.9', 'dhcp-server': '192.0.2.2' };
  const lease = staticAddress === undefined ? leased : { ...network, ip: staticAddress };
  return simulateAsync(
    { url: `${app.bootUrl}${path}` },
    {
      ...machine,
      cards: [{ mac, lease, isConfigured: true }],
      keys: parseKeys(keys),
      fetch: async (url) => {
        if (url.startsWith(`${app.bootUrl}/`))
          return await answerOf(app, url.slice(app.bootUrl.length), from);
        return missing.includes(url) ? { kind: 'status', status: 404 } : { kind: 'file', bytes: linux };
      },
    },
  );
}

async function answerOf(app: TestApp, path: string, from: string | undefined): Promise<Answer> {
  const headers = { 'user-agent': 'iPXE/1.21.1', ...(from !== undefined && { 'x-forwarded-for': from }) };
  const { status, text } = await app.ask({ path, headers });
  return status === 200 ? { kind: 'file', bytes: text } : { kind: 'status', status };
}

/** `http://…/linux quiet ip=dhcp`: the kernel that it ended in, with its arguments. */
export function kernelOf({ end }: Simulation): string {
  if (end.kind !== 'boot') return `no kernel, but ${end.kind}`;
  return `${end.kernel.url} ${end.kernel.arguments}`.trim();
}

/** The titles of the menus that were shown, each once in a row. */
export function menusOf({ pauses }: Simulation): readonly string[] {
  const titles = pauses.flatMap(({ pause }) => (pause.kind === 'menu' ? [pause.title] : []));
  return titles.filter((title, index) => title !== titles[index - 1]);
}
