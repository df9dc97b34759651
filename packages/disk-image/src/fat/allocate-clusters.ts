import { contentSize } from '../plan/content.ts';
import { filesInOrder, walkTree, type FolderNode, type TreeNode } from '../tree/tree.ts';
import type { ClusterRun } from './allocation-table.ts';
import { sectorBytes, type FatGeometry, type FatType } from './fat-geometry.ts';
import { entryBytes, entryCount } from './folder-entries.ts';

/** Where a file or folder stands: one run of clusters; none for an empty file, and for the root of FAT12 and FAT16. */
export type PlacedNode = { readonly node: TreeNode; readonly run: ClusterRun };

export type Allocation = {
  readonly placed: readonly PlacedNode[];
  readonly runOf: ReadonlyMap<TreeNode, ClusterRun>;
  readonly parentOf: ReadonlyMap<FolderNode, FolderNode>;
  readonly runs: readonly ClusterRun[];
  readonly usedClusters: number;
};

/** Folders first, so that a listing reads one part of the disk; then files, slots last. */
export function allocateClusters(root: FolderNode, geometry: FatGeometry, label: string): Allocation {
  const clusterBytes = geometry.clusterSectors * sectorBytes;
  const nodes = [root, ...walkTree(root)];
  const ordered = [...nodes.filter(({ kind }) => kind === 'folder'), ...filesInOrder(root)];
  let next = 2;
  const placed = ordered.map((node): PlacedNode => {
    const count = nodeClusters(node, node === root, label, clusterBytes, geometry.type);
    const run = { first: count === 0 ? 0 : next, count };
    next += count;
    return { node, run };
  });
  return {
    placed,
    runOf: new Map(placed.map(({ node, run }) => [node, run])),
    parentOf: parents(nodes),
    runs: placed.map(({ run }) => run),
    usedClusters: next - 2,
  };
}

/** How many clusters a tree takes. */
export function clusterDemand(root: FolderNode, label: string, clusterBytes: number, type: FatType): number {
  let sum = nodeClusters(root, true, label, clusterBytes, type);
  for (const node of walkTree(root)) sum += nodeClusters(node, false, label, clusterBytes, type);
  return sum;
}

/** How many entries a folder has, with its label (the root) or its `.` and `..` (every other). */
export function folderEntryCount(folder: FolderNode, isRoot: boolean, label: string): number {
  const own = isRoot ? Number(label !== '') : 2;
  return folder.children.reduce((sum, { name }) => sum + entryCount(name), own);
}

function nodeClusters(
  node: TreeNode,
  isRoot: boolean,
  label: string,
  clusterBytes: number,
  type: FatType,
): number {
  if (node.kind === 'file') return Math.ceil(contentSize(node.content) / clusterBytes);
  if (isRoot && type !== 32) return 0;
  return Math.max(1, Math.ceil((folderEntryCount(node, isRoot, label) * entryBytes) / clusterBytes));
}

function parents(nodes: readonly TreeNode[]): Map<FolderNode, FolderNode> {
  const found = new Map<FolderNode, FolderNode>();
  for (const node of nodes) {
    if (node.kind !== 'folder') continue;
    for (const child of node.children) if (child.kind === 'folder') found.set(child, node);
  }
  return found;
}
