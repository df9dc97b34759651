import { uint16both, uint32both, uint8 } from '../fields/integers.ts';
import { packFields } from '../fields/pack-fields.ts';
import { blockBytes } from './iso-block.ts';
import { recordTime } from './iso-time.ts';

const fixedBytes = 33;

/** ECMA-119 9.1.6 */
export const fileFlags = { none: 0x00, folder: 0x02, multiExtent: 0x80 } as const;

export type FolderRecord = {
  readonly identifier: Uint8Array;
  readonly block: number;
  readonly sizeBytes: number;
  readonly flags: number;
  readonly epochSeconds: number;
  /** Rock Ridge's entries; empty in Joliet's tree. */
  readonly systemUse: Uint8Array;
};

/** A record has an even length (ECMA-119 9.1.12, 9.1.13). */
export function recordBytes(identifierBytes: number, systemUseBytes: number): number {
  const identifier = fixedBytes + identifierBytes + (identifierBytes % 2 === 0 ? 1 : 0);
  return identifier + systemUseBytes + (systemUseBytes % 2);
}

/** What a folder says about one file, or one section of a file, or one folder (ECMA-119 9.1). */
export function folderRecord(record: FolderRecord): Uint8Array {
  const { identifier, systemUse } = record;
  const sizeBytes = recordBytes(identifier.length, systemUse.length);
  return packFields(sizeBytes, [
    ['length of record, 9.1.1', uint8(sizeBytes)],
    ['extended attribute record length, 9.1.2', uint8(0)],
    ['location of extent, 9.1.3', uint32both(record.block)],
    ['data length, 9.1.4', uint32both(record.sizeBytes)],
    ['recording date and time, 9.1.5', recordTime(record.epochSeconds)],
    ['file flags, 9.1.6', uint8(record.flags)],
    ['file unit size, 9.1.7', uint8(0)],
    ['interleave gap size, 9.1.8', uint8(0)],
    ['volume sequence number, 9.1.9', uint16both(1)],
    ['length of file identifier, 9.1.10', uint8(identifier.length)],
    ['file identifier, 9.1.11', identifier],
    ['padding field, 9.1.12', new Uint8Array(identifier.length % 2 === 0 ? 1 : 0)],
    ['system use, 9.1.13', systemUse],
    ['padding to an even length', new Uint8Array(systemUse.length % 2)],
  ]);
}

/** Where each record of a folder begins, and where the folder ends: no record crosses a block (ECMA-119 6.8.1.1). */
export function packRecords(lengths: readonly number[]): { offsets: readonly number[]; sizeBytes: number } {
  let at = 0;
  const offsets = lengths.map((length) => {
    if ((at % blockBytes) + length > blockBytes) at += blockBytes - (at % blockBytes);
    const offset = at;
    at += length;
    return offset;
  });
  return { offsets, sizeBytes: Math.max(1, Math.ceil(at / blockBytes)) * blockBytes };
}
