import type { Answer } from '@netberth/ipxe/simulate';

/** A script that runs in the simulator and in the real iPXE, with the same network and the same keys. */
export type ComparedCase = {
  /** A sentence. */
  readonly name: string;
  /** Lines of `http://boot.test/start.ipxe`, without `#!ipxe`. */
  readonly script: string;
  /** As `netberth menu simulate --keys` takes them. */
  readonly keys?: string;
  /** How long the real one may take to show what it should; 4 when nothing is said. */
  readonly seconds?: number;
  /** The builds it is meant for; all of them when nothing is said. */
  readonly builds?: readonly BuildName[];
  /** Files of this case alone, by path. */
  readonly files?: Readonly<Record<string, string>>;
};

export type BuildName = 'debian-bookworm' | 'debian-trixie' | 'debian-sid';

export const startUrl = 'http://boot.test/start.ipxe';

/** Files that are there in every case. */
const commonFiles: Readonly<Record<string, string>> = {
  '/data': 'x'.repeat(100),
  '/data.bin': 'y'.repeat(50),
  '/ok.ipxe': '#!ipxe\necho in ok\n',
  '/ok2.ipxe': '#!ipxe\necho in ok2\n',
  '/bad.ipxe': '#!ipxe\necho in bad\nfoo\n',
  '/exit1.ipxe': '#!ipxe\nexit 1\n',
  '/exit5.ipxe': '#!ipxe\nexit 5\n',
  '/where.ipxe': '#!ipxe\necho where: ${cwuri}\nchain ok.ipxe\n',
  '/dir/rel.ipxe': '#!ipxe\nchain ../ok.ipxe\nchain sub.ipxe ||\nimgfetch ?q\n',
  '/tells-from.ipxe': '#!ipxe\necho from ${from}\nset answer told\n',
};

/** The network of a case, as both sides see it. `kernel` is what `/vmlinuz` gives, `/status/418` answers 418. */
export function answerFor(each: ComparedCase, kernel: Uint8Array): (url: string) => Answer {
  return (url) => {
    if (!URL.canParse(url)) return { kind: 'status', status: 404 };
    const { host, pathname } = new URL(url);
    if (host !== 'boot.test') return { kind: 'status', status: 404 };
    if (pathname === '/start.ipxe') return { kind: 'file', bytes: `#!ipxe\n${each.script}\n` };
    if (pathname === '/vmlinuz') return { kind: 'file', bytes: kernel };
    const status = /^\/status\/(\d+)$/.exec(pathname)?.[1];
    if (status !== undefined) return { kind: 'status', status: Number(status) };
    const file = each.files?.[pathname] ?? commonFiles[pathname];
    return file === undefined ? { kind: 'status', status: 404 } : { kind: 'file', bytes: file };
  };
}
