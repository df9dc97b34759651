import { utf16be } from '../fields/text.ts';
import type { FolderNode } from '../tree/tree.ts';
import type { IsoEntry } from './hierarchy.ts';

/** The children of a folder as the Joliet tree names them: as they are, in UTF-16 (Joliet, "Joliet Directory Identifiers"). */
export function jolietEntries({ children }: FolderNode): readonly IsoEntry[] {
  return children.map((node) => ({
    node,
    identifier: utf16be(node.kind === 'file' ? `${node.name};1` : node.name),
  }));
}
