import type { DiscContent } from '../disc-content.ts';
import type { Recognition } from '../recognised-disc.ts';

/**
 * Debian's installer as it is on CDs and DVDs. Its initrd has drivers for drives and none of the parts that fetch packages
 * over a network, and it stops when it finds no drive with the disc.
 */
export function debianCd(content: DiscContent, what: string): Recognition | null {
  const [kernel] = content.matching(/^install(\.[a-z0-9]+)?\/(vmlinuz|linux)$/);
  const [release] = content.matching(/^dists\/[^/]+\/Release$/);
  if (kernel === undefined || release === undefined) return null;
  const suite = release.path.split('/')[1] ?? '';
  const isKali = suite.startsWith('kali');
  const product = isKali ? 'kali' : 'debian';
  return {
    kind: 'not-bootable',
    what,
    why: 'Its installer takes its packages from a CD drive, and cannot see a disc that came over the network.',
    wayOut: `The same installer, with its packages from a mirror, is in the catalogue: netberth profile create NAME --product ${product}${isKali ? '' : ` --release ${suite}`}. A mini.iso or netboot disc can be imported.`,
  };
}
