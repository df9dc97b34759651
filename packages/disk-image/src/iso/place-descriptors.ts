import { place, type Draft } from '../plan/draft.ts';
import { fileFlags, folderRecord } from './folder-record.ts';
import { blockBytes } from './iso-block.ts';
import type { IsoInput } from './iso-input.ts';
import type { IsoLayout, TreeLayout } from './layout-iso.ts';
import {
  bootDescriptor,
  jolietDescriptor,
  primaryDescriptor,
  terminator,
  type Volume,
} from './volume-descriptors.ts';

/** The sequence of volume descriptors (ECMA-119 6.7.1). */
export function placeDescriptors(draft: Draft, layout: IsoLayout, input: IsoInput, blocks: number): void {
  const { primary, boot, joliet } = layout;
  const put = (block: number, what: string, bytes: Uint8Array): void =>
    place(draft, block * blockBytes, what, bytes);
  put(
    primary.descriptorBlock,
    'primary volume descriptor',
    primaryDescriptor(volumeOf(primary, input, blocks)),
  );
  if (boot !== undefined) {
    put(boot.descriptorBlock, 'El Torito boot record', bootDescriptor(boot.catalogBlock));
  }
  if (joliet !== undefined) {
    put(
      joliet.descriptorBlock,
      'Joliet volume descriptor',
      jolietDescriptor(volumeOf(joliet, input, blocks)),
    );
  }
  put(layout.terminatorBlock, 'end of the volume descriptors', terminator());
}

function volumeOf(tree: TreeLayout, { volumeId, epochSeconds }: IsoInput, blocks: number): Volume {
  return {
    volumeId,
    blocks,
    epochSeconds,
    pathTableBytes: tree.pathTableBytes,
    littleEndianTableBlock: tree.littleEndianTableBlock,
    bigEndianTableBlock: tree.bigEndianTableBlock,
    rootRecord: folderRecord({
      identifier: Uint8Array.of(0),
      block: tree.folderBlocks[0] ?? 0,
      sizeBytes: tree.folders[0]?.sizeBytes ?? 0,
      flags: fileFlags.folder,
      epochSeconds,
      systemUse: new Uint8Array(),
    }),
  };
}
