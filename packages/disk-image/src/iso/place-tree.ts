import { place, type Draft } from '../plan/draft.ts';
import type { TreeNode } from '../tree/tree.ts';
import { folderRecord } from './folder-record.ts';
import { blockBytes } from './iso-block.ts';
import type { IsoLayout, TreeLayout } from './layout-iso.ts';
import { pathTable } from './path-table.ts';
import type { PlannedFolder, PlannedRecord } from './plan-records.ts';
import { linkSystemUse, type ContinuationPlace } from './rock-ridge.ts';

/** Path tables, folders and continuation areas of one tree. */
export function placeTree(draft: Draft, layout: IsoLayout, tree: TreeLayout, epochSeconds: number): void {
  placePathTables(draft, tree);
  const findExtent = extentFinder(layout, tree);
  for (const [index, planned] of tree.folders.entries()) {
    const bytes = new Uint8Array(planned.sizeBytes);
    for (const [at, record] of planned.records.entries()) {
      const continuation = continuationPlace(layout, record);
      if (continuation !== undefined) {
        const offset = continuation.block * blockBytes + continuation.offsetBytes;
        place(draft, offset, `Rock Ridge of ${nameOf(record, planned)}`, record.systemUse.continued);
      }
      const systemUse = linkSystemUse(record.systemUse, continuation);
      const { identifier, flags } = record;
      const extent = findExtent(record);
      bytes.set(folderRecord({ identifier, flags, ...extent, epochSeconds, systemUse }), planned.offsets[at]);
    }
    const block = tree.folderBlocks[index] ?? 0;
    place(draft, block * blockBytes, `${tree.name} folder /${planned.folder.node.path}`, bytes);
  }
}

function placePathTables(draft: Draft, tree: TreeLayout): void {
  const folders = tree.folders.map(({ folder }) => folder);
  const put = (block: number, order: 'little-endian' | 'big-endian'): void => {
    const what = `${tree.name} path table, ${order}`;
    place(draft, block * blockBytes, what, pathTable(folders, tree.folderBlocks, order));
  };
  put(tree.littleEndianTableBlock, 'little-endian');
  put(tree.bigEndianTableBlock, 'big-endian');
}

type RecordExtent = { readonly block: number; readonly sizeBytes: number };

function extentFinder(layout: IsoLayout, tree: TreeLayout): (record: PlannedRecord) => RecordExtent {
  const folders = new Map<TreeNode, RecordExtent>(
    tree.folders.map(({ folder, sizeBytes }, index) => [
      folder.node,
      { block: tree.folderBlocks[index] ?? 0, sizeBytes },
    ]),
  );
  return ({ target, section }) => {
    if (target.kind === 'folder') return folders.get(target) ?? { block: 0, sizeBytes: 0 };
    const { fromBytes = 0, sizeBytes = 0 } = section ?? {};
    return { block: (layout.fileBlocks.get(target) ?? 0) + fromBytes / blockBytes, sizeBytes };
  };
}

function continuationPlace(
  { continuationBlock }: IsoLayout,
  { continuedAt }: PlannedRecord,
): ContinuationPlace | undefined {
  if (continuedAt === undefined) return undefined;
  return {
    block: continuationBlock + Math.floor(continuedAt / blockBytes),
    offsetBytes: continuedAt % blockBytes,
  };
}

function nameOf({ target }: PlannedRecord, { folder }: PlannedFolder): string {
  return `/${target === folder.node ? folder.node.path : target.path}`;
}
