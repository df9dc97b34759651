import { uint16be, uint16le, uint32be, uint32le, uint8 } from '../fields/integers.ts';
import { joinBytes } from '../fields/join-bytes.ts';
import { packFields } from '../fields/pack-fields.ts';
import type { IsoFolder } from './hierarchy.ts';

export type ByteOrder = 'little-endian' | 'big-endian';

export function pathTableBytes(folders: readonly IsoFolder[]): number {
  return folders.reduce((sum, { identifier }) => sum + rowBytes(identifier), 0);
}

/** Every folder once, with its parent's row (ECMA-119 9.4). `blocks` are in the order of the folders. */
export function pathTable(
  folders: readonly IsoFolder[],
  blocks: readonly number[],
  order: ByteOrder,
): Uint8Array {
  const [uint16, uint32] = order === 'little-endian' ? [uint16le, uint32le] : [uint16be, uint32be];
  return joinBytes(
    folders.map(({ identifier, index, parentIndex }) =>
      packFields(rowBytes(identifier), [
        ['length of folder identifier, 9.4.1', uint8(identifier.length)],
        ['extended attribute record length, 9.4.2', uint8(0)],
        ['location of extent, 9.4.3', uint32(blocks[index] ?? 0)],
        ['parent folder number, 9.4.4', uint16(parentIndex + 1)],
        ['folder identifier, 9.4.5', identifier],
        ['padding field, 9.4.6', new Uint8Array(identifier.length % 2)],
      ]),
    ),
  );
}

function rowBytes(identifier: Uint8Array): number {
  return 8 + identifier.length + (identifier.length % 2);
}
