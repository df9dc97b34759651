import { ascii } from '../fields/text.ts';
import type { FolderNode } from '../tree/tree.ts';
import type { IsoEntry } from './hierarchy.ts';
import { isoNames } from './iso-names.ts';

/** The children of a folder as the primary tree names them. */
export function primaryEntries({ children }: FolderNode): readonly IsoEntry[] {
  const names = isoNames(children);
  return children
    .map((node, index) => ({ node, name: names[index] ?? '' }))
    .sort((a, b) => (sortKey(a.name) < sortKey(b.name) ? -1 : 1))
    .map(({ node, name }) => ({ node, identifier: ascii(node.kind === 'file' ? `${name};1` : name) }));
}

/** Name and extension are compared apart, the shorter filled up with blanks (ECMA-119 9.3). */
function sortKey(name: string): string {
  const [stem = '', extension = ''] = name.split('.');
  return stem.padEnd(31) + extension.padEnd(31);
}
