import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchPackages, thisHost } from '../../src/features/firmware/debian/fetch-packages.ts';

export type FetchedPackages =
  | { readonly kind: 'fetched'; readonly folder: string; readonly packages: readonly string[] }
  /** Nothing that this project could mend: no Debian, no network. */
  | { readonly kind: 'out-of-reach'; readonly why: string };

/** Debian's packages of a suite, from the mirror of this host, as they are. */
export async function fetchDebianPackages(
  suite: string,
  packages: readonly string[],
): Promise<FetchedPackages> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-debian-'));
  try {
    const wanted = { packages, suite, mirror: null };
    mkdirSync(join(folder, 'apt'));
    const fetched = await fetchPackages(wanted, join(folder, 'apt'), thisHost, () => undefined);
    return { kind: 'fetched', folder, packages: fetched.toSorted() };
  } catch (error) {
    rmSync(folder, { recursive: true });
    const why = error instanceof Error ? error.message : String(error);
    if (!/cannot be reached|no apt-get|uses no Debian mirror/.test(why)) throw error;
    return { kind: 'out-of-reach', why: why.replace(/^.*?: /, '') };
  }
}
