import type { LogEntry } from './log-entry.ts';

/** What was booted, without whose machine it was. An empty string: the log did not tell. */
export type BootSeen = {
  /** Of UTC, `2026-11-21`. */
  readonly day: string;
  readonly product: string;
  readonly version: string;
  readonly arch: string;
  readonly firmware: string;
  readonly country: string;
};
export type BootCount = BootSeen & { readonly boots: number };

/** The file that a static menu asks for right before it starts a choice. */
export const countedFile = 'booted';

const inPath = new RegExp(`(?:^|/)${countedFile}$`);
const name = /^[\w.+~-]{1,64}$/;

/** Undefined: this request started nothing that is counted. Names that no menu of ours has are no boots. */
export function bootSeenIn({ atMs, method, target, status, country }: LogEntry): BootSeen | undefined {
  const queryAt = target.indexOf('?');
  if (method !== 'GET' || queryAt === -1 || !inPath.test(target.slice(0, queryAt))) return undefined;
  // A proxy may have answered that nothing has changed, and iPXE may have asked for a part.
  if (status !== 200 && status !== 206 && status !== 304) return undefined;
  const pairs = target.slice(queryAt + 1).split('&');
  const told = (key: string) => {
    const value = pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
    return name.test(value) ? value : '';
  };
  const product = told('product');
  if (product === '') return undefined;
  return {
    day: new Date(atMs).toISOString().slice(0, 10),
    product,
    version: told('version').replace(/^nb-other$/, 'other'),
    arch: told('arch'),
    firmware: told('firmware'),
    country: country ?? '',
  };
}

/** The query that a menu puts behind {@link countedFile}. */
export function countedQuery(seen: Pick<BootSeen, 'product' | 'version' | 'arch' | 'firmware'>): string {
  const { product, version, arch, firmware } = seen;
  const told = { product, version, arch, firmware };
  return Object.entries(told)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

/** Boots by all that is known of them. Its memory grows with the number of different ones, not with that of boots. */
export class BootCounts {
  readonly #counts = new Map<string, { readonly seen: BootSeen; boots: number }>();

  add(seen: BootSeen): void {
    const key = [seen.day, seen.product, seen.version, seen.arch, seen.firmware, seen.country].join('\n');
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { seen, boots: 1 });
    else known.boots += 1;
  }

  /** How many different ones there are. */
  get size(): number {
    return this.#counts.size;
  }

  /** All of them, and begins anew. */
  take(): readonly BootCount[] {
    const taken = [...this.#counts.values()].map(({ seen, boots }) => ({ ...seen, boots }));
    this.#counts.clear();
    return taken;
  }
}
