import { contentSize } from '../plan/content.ts';
import type { FolderNode, TreeNode } from '../tree/tree.ts';
import { fileFlags, packRecords, recordBytes } from './folder-record.ts';
import { fileSections, type FileSection } from './file-sections.ts';
import type { IsoFolder } from './hierarchy.ts';
import { blockBytes } from './iso-block.ts';
import { systemUseBytes, type SystemUse } from './rock-ridge.ts';

/** A record whose length is known, but not yet the blocks that it speaks of. */
export type PlannedRecord = {
  readonly identifier: Uint8Array;
  readonly target: TreeNode;
  /** For files: the part of the file that this record stands for. */
  readonly section: FileSection | undefined;
  readonly flags: number;
  readonly systemUse: SystemUse;
  /** The byte of the continuation area where the rest of its system use stands. */
  readonly continuedAt: number | undefined;
};

export type PlannedFolder = {
  readonly folder: IsoFolder;
  readonly records: readonly PlannedRecord[];
  /** Where each record begins within the folder. */
  readonly offsets: readonly number[];
  readonly sizeBytes: number;
};

/** What a tree says about its nodes beside their records. */
export type DescribeNode = (
  node: TreeNode,
  role: 'named' | 'itself' | 'parent',
  isRoot: boolean,
) => SystemUse;

/** Blocks for system use that had no room in its record; nothing crosses a block. */
export type ContinuationArea = { sizeBytes: number };

export function planFolders(
  folders: readonly IsoFolder[],
  describe: DescribeNode,
  area: ContinuationArea,
): readonly PlannedFolder[] {
  return folders.map((folder) => {
    const parent = folders[folder.parentIndex]?.node ?? folder.node;
    const records = [...ownRecords(folder, parent, describe), ...childRecords(folder, describe)].map(
      (record): PlannedRecord => ({
        ...record,
        continuedAt: reserve(area, record.systemUse.continued.length),
      }),
    );
    const lengths = records.map(({ identifier, systemUse }) =>
      recordBytes(identifier.length, systemUseBytes(systemUse)),
    );
    return { folder, records, ...packRecords(lengths) };
  });
}

type UnplacedRecord = Omit<PlannedRecord, 'continuedAt'>;

/** The folder itself and its parent, named by the bytes 0 and 1 (ECMA-119 6.8.2.2). */
function ownRecords(
  { index, node }: IsoFolder,
  parent: FolderNode,
  describe: DescribeNode,
): UnplacedRecord[] {
  const own = { section: undefined, flags: fileFlags.folder };
  return [
    {
      ...own,
      identifier: Uint8Array.of(0),
      target: node,
      systemUse: describe(node, 'itself', index === 0),
    },
    {
      ...own,
      identifier: Uint8Array.of(1),
      target: parent,
      systemUse: describe(parent, 'parent', index === 0),
    },
  ];
}

function childRecords({ entries, index }: IsoFolder, describe: DescribeNode): UnplacedRecord[] {
  return entries.flatMap(({ identifier, node }): UnplacedRecord[] => {
    const systemUse = describe(node, 'named', index === 0);
    const record = { identifier, target: node, systemUse };
    if (node.kind === 'folder') return [{ ...record, section: undefined, flags: fileFlags.folder }];
    const sections = fileSections(contentSize(node.content));
    return sections.map((section, at) => ({
      ...record,
      section,
      flags: at < sections.length - 1 ? fileFlags.multiExtent : fileFlags.none,
    }));
  });
}

function reserve(area: ContinuationArea, sizeBytes: number): number | undefined {
  if (sizeBytes === 0) return undefined;
  const used = area.sizeBytes % blockBytes;
  if (used + sizeBytes > blockBytes) area.sizeBytes += blockBytes - used;
  const at = area.sizeBytes;
  area.sizeBytes += sizeBytes;
  return at;
}
