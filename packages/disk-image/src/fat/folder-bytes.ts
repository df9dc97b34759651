import { joinBytes } from '../fields/join-bytes.ts';
import { contentSize } from '../plan/content.ts';
import type { FolderNode, TreeNode } from '../tree/tree.ts';
import type { Allocation } from './allocate-clusters.ts';
import { attributes, namedEntries, shortEntry } from './folder-entries.ts';
import { shortNames } from './short-names.ts';

export type FolderIdentity = { readonly label: string; readonly epochSeconds: number };

/** All entries of a folder; behind the last one zeros, which is how its end is known. */
export function folderBytes(
  folder: FolderNode,
  allocation: Allocation,
  identity: FolderIdentity,
): Uint8Array {
  const short = shortNames(folder.children.map(({ name }) => name));
  return joinBytes([
    ...ownEntries(folder, allocation, identity),
    ...folder.children.flatMap((node) =>
      namedEntries(node.name, short.get(node.name) ?? '', {
        attribute: node.kind === 'file' ? attributes.file : attributes.folder,
        firstCluster: firstCluster(node, allocation),
        sizeBytes: node.kind === 'file' ? contentSize(node.content) : 0,
        epochSeconds: identity.epochSeconds,
      }),
    ),
  ]);
}

/** The label in the root, `.` and `..` elsewhere. */
function ownEntries(
  folder: FolderNode,
  allocation: Allocation,
  identity: FolderIdentity,
): readonly Uint8Array[] {
  const { label, epochSeconds } = identity;
  const parent = allocation.parentOf.get(folder);
  if (parent === undefined) {
    if (label === '') return [];
    const target = { attribute: attributes.volumeLabel, firstCluster: 0, sizeBytes: 0, epochSeconds };
    return [shortEntry(label, target)];
  }
  const target = { attribute: attributes.folder, sizeBytes: 0, epochSeconds };
  // fatgen103: a `..` that means the root says 0, also on FAT32, where the root has a cluster.
  const isBelowRoot = allocation.parentOf.get(parent) === undefined;
  return [
    shortEntry('.', { ...target, firstCluster: firstCluster(folder, allocation) }),
    shortEntry('..', { ...target, firstCluster: isBelowRoot ? 0 : firstCluster(parent, allocation) }),
  ];
}

function firstCluster(node: TreeNode, allocation: Allocation): number {
  return allocation.runOf.get(node)?.first ?? 0;
}
