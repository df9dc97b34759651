import { uint32le, uint64le } from '../fields/integers.ts';
import { joinBytes } from '../fields/join-bytes.ts';
import { packFields } from '../fields/pack-fields.ts';
import { ascii, utf16le } from '../fields/text.ts';
import { place, type Draft } from '../plan/draft.ts';
import { crc32 } from './crc32.ts';

export type GptPartition = {
  readonly type: Uint8Array;
  readonly guid: Uint8Array;
  readonly firstSector: number;
  /** The last one that belongs to it. */
  readonly lastSector: number;
  /** At most 36 UTF-16 units. */
  readonly name: string;
};

const sectorBytes = 512;
const headerBytes = 92;
const entryBytes = 128;
const entryCount = 128;
const entrySectors = (entryCount * entryBytes) / sectorBytes;
const nameBytes = 72;

/** What the two tables take: with the MBR at the start, and at the end of the disk. */
export const gptSectors = { primary: 2 + entrySectors, backup: 1 + entrySectors } as const;

/** Both tables of a disk of so many sectors (UEFI 2.10, 5.3.1); the protective MBR is not among them. */
export function placeGpt(
  draft: Draft,
  diskSectors: number,
  diskGuid: Uint8Array,
  partitions: readonly GptPartition[],
): void {
  const entries = new Uint8Array(entryCount * entryBytes);
  entries.set(joinBytes(partitions.map(partitionEntry)));
  const last = diskSectors - 1;
  const disk = { diskSectors, diskGuid, entriesSum: crc32(entries) };
  const put = (sector: number, what: string, bytes: Uint8Array): void =>
    place(draft, sector * sectorBytes, what, bytes);
  put(1, 'GPT header', header({ ...disk, ownSector: 1, otherSector: last, entriesSector: 2 }));
  put(2, 'GPT entries', entries);
  const backup = { ownSector: last, otherSector: 1, entriesSector: last - entrySectors };
  put(backup.entriesSector, 'backup of the GPT entries', entries);
  put(last, 'backup of the GPT header', header({ ...disk, ...backup }));
}

type Header = {
  readonly diskSectors: number;
  readonly diskGuid: Uint8Array;
  readonly entriesSum: number;
  readonly ownSector: number;
  readonly otherSector: number;
  readonly entriesSector: number;
};

/** UEFI 2.10, table 5.5. The sum is taken with its own field at 0. */
function header(values: Header): Uint8Array {
  return headerWithSum(values, crc32(headerWithSum(values, 0)));
}

function headerWithSum(values: Header, sum: number): Uint8Array {
  return packFields(headerBytes, [
    ['Signature', ascii('EFI PART')],
    ['Revision: 1.0', uint32le(0x0001_0000)],
    ['HeaderSize', uint32le(headerBytes)],
    ['HeaderCRC32', uint32le(sum)],
    ['Reserved', uint32le(0)],
    ['MyLBA', uint64le(values.ownSector)],
    ['AlternateLBA', uint64le(values.otherSector)],
    ['FirstUsableLBA', uint64le(gptSectors.primary)],
    ['LastUsableLBA', uint64le(values.diskSectors - gptSectors.backup - 1)],
    ['DiskGUID', values.diskGuid],
    ['PartitionEntryLBA', uint64le(values.entriesSector)],
    ['NumberOfPartitionEntries', uint32le(entryCount)],
    ['SizeOfPartitionEntry', uint32le(entryBytes)],
    ['PartitionEntryArrayCRC32', uint32le(values.entriesSum)],
  ]);
}

/** UEFI 2.10, table 5.6 */
function partitionEntry(partition: GptPartition): Uint8Array {
  const name = new Uint8Array(nameBytes);
  name.set(utf16le(partition.name));
  return packFields(entryBytes, [
    ['PartitionTypeGUID', partition.type],
    ['UniquePartitionGUID', partition.guid],
    ['StartingLBA', uint64le(partition.firstSector)],
    ['EndingLBA', uint64le(partition.lastSector)],
    ['Attributes', uint64le(0)],
    ['PartitionName', name],
  ]);
}
