import type { FolderNode, TreeNode } from '../tree/tree.ts';

/** One name in a folder of one of the trees; its bytes are those of the record. */
export type IsoEntry = { readonly node: TreeNode; readonly identifier: Uint8Array };

/** A folder as one tree (primary or Joliet) shows it. Entries are in the order of their records. */
export type IsoFolder = {
  readonly node: FolderNode;
  readonly identifier: Uint8Array;
  /** Its place in the list of folders; the root's parent is the root. */
  readonly index: number;
  readonly parentIndex: number;
  readonly entries: readonly IsoEntry[];
};

/** How a tree names the children of a folder, in the order of its records (ECMA-119 9.3). */
export type NameChildren = (folder: FolderNode) => readonly IsoEntry[];

/** The folders of a tree in the order of the path table: by level, parent and name (ECMA-119 6.9.1). */
export function hierarchyOf(root: FolderNode, nameChildren: NameChildren): readonly IsoFolder[] {
  const folders: IsoFolder[] = [];
  const waiting: Omit<IsoFolder, 'index' | 'entries'>[] = [
    { node: root, identifier: Uint8Array.of(0), parentIndex: 0 },
  ];
  for (const folder of waiting) {
    const index = folders.length;
    const entries = nameChildren(folder.node);
    folders.push({ ...folder, index, entries });
    for (const { node, identifier } of entries) {
      if (node.kind === 'folder') waiting.push({ node, identifier, parentIndex: index });
    }
  }
  return folders;
}
