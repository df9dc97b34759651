import { contentSize } from '../plan/content.ts';
import type { FileNode, FolderNode } from '../tree/tree.ts';
import { filesInOrder, isSlot } from '../tree/tree.ts';
import { describeByRockRidge, describeNothing } from './describe-node.ts';
import { hierarchyOf, type NameChildren } from './hierarchy.ts';
import { blockBytes } from './iso-block.ts';
import type { IsoInput } from './iso-input.ts';
import { jolietEntries } from './joliet-tree.ts';
import { pathTableBytes } from './path-table.ts';
import { planFolders, type ContinuationArea, type DescribeNode, type PlannedFolder } from './plan-records.ts';
import { primaryEntries } from './primary-tree.ts';

/** Where a tree stands; all numbers are blocks of 2048 bytes. */
export type TreeLayout = {
  readonly name: 'primary' | 'Joliet';
  readonly folders: readonly PlannedFolder[];
  readonly folderBlocks: readonly number[];
  readonly descriptorBlock: number;
  readonly pathTableBytes: number;
  readonly littleEndianTableBlock: number;
  readonly bigEndianTableBlock: number;
};

export type IsoLayout = {
  readonly primary: TreeLayout;
  readonly joliet: TreeLayout | undefined;
  readonly boot: { readonly descriptorBlock: number; readonly catalogBlock: number } | undefined;
  readonly terminatorBlock: number;
  readonly continuationBlock: number;
  readonly fileBlocks: ReadonlyMap<FileNode, number>;
  readonly uefiImageBlock: number;
  readonly endBlock: number;
};

/** Behind the system area of 32 KiB (ECMA-119 6.2.1). */
const firstBlock = 16;
/** A partition that begins on a multiple of 4 KiB suits every disk. */
const uefiImageAlignment = 2;

type Take = (blocks: number) => number;

/** A place for everything, in the order in which it stands in the image. */
export function layoutIso(root: FolderNode, input: IsoInput): IsoLayout {
  let next = firstBlock;
  const take: Take = (blocks) => {
    const block = next;
    next += blocks;
    return block;
  };
  const area: ContinuationArea = { sizeBytes: 0 };
  const describe = input.rockRidge === false ? describeNothing : describeByRockRidge(input.epochSeconds);
  const hasBoot = input.bios !== undefined || input.uefi !== undefined;

  const primaryDescriptor = take(1);
  const bootDescriptor = hasBoot ? take(1) : 0;
  const jolietDescriptor = input.joliet === false ? 0 : take(1);
  const terminatorBlock = take(1);
  const boot = hasBoot ? { descriptorBlock: bootDescriptor, catalogBlock: take(1) } : undefined;
  const primary = layoutTree(
    'primary',
    root,
    { nameChildren: primaryEntries, describe, area },
    primaryDescriptor,
    take,
  );
  const continuationBlock = take(blocksFor(area.sizeBytes));
  const style = { nameChildren: jolietEntries, describe: describeNothing, area };
  const joliet =
    input.joliet === false ? undefined : layoutTree('Joliet', root, style, jolietDescriptor, take);
  const fileBlocks = new Map<FileNode, number>();
  const takeFor = (node: FileNode) => fileBlocks.set(node, take(blocksFor(contentSize(node.content))));
  const files = filesInOrder(root);
  for (const node of files) if (!isSlot(node)) takeFor(node);
  take(next % uefiImageAlignment);
  const uefiImageBlock = take(input.uefi === undefined ? 0 : blocksFor(contentSize(input.uefi.image)));
  for (const node of files) if (isSlot(node)) takeFor(node);
  return {
    primary,
    joliet,
    boot,
    terminatorBlock,
    continuationBlock,
    fileBlocks,
    uefiImageBlock,
    endBlock: next,
  };
}

type TreeStyle = {
  readonly nameChildren: NameChildren;
  readonly describe: DescribeNode;
  readonly area: ContinuationArea;
};

function layoutTree(
  name: TreeLayout['name'],
  root: FolderNode,
  { nameChildren, describe, area }: TreeStyle,
  descriptorBlock: number,
  take: Take,
): TreeLayout {
  const hierarchy = hierarchyOf(root, nameChildren);
  const folders = planFolders(hierarchy, describe, area);
  const tableBytes = pathTableBytes(hierarchy);
  return {
    name,
    folders,
    descriptorBlock,
    pathTableBytes: tableBytes,
    littleEndianTableBlock: take(blocksFor(tableBytes)),
    bigEndianTableBlock: take(blocksFor(tableBytes)),
    folderBlocks: folders.map(({ sizeBytes }) => take(blocksFor(sizeBytes))),
  };
}

function blocksFor(sizeBytes: number): number {
  return Math.ceil(sizeBytes / blockBytes);
}
