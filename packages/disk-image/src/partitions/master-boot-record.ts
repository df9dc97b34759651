import { uint16le, uint32le, uint8 } from '../fields/integers.ts';
import { joinBytes } from '../fields/join-bytes.ts';
import { packFields } from '../fields/pack-fields.ts';

export type MbrPartition = {
  readonly isActive: boolean;
  readonly type: number;
  readonly firstSector: number;
  readonly sectors: number;
};

export const bootCodeBytes = 440;
const mbrBytes = 512;
const entryBytes = 16;
const mostEntries = 4;
const protective = 0xee;
const geometry = { heads: 64, sectorsPerTrack: 32, mostCylinders: 1024 } as const;

/** UEFI 2.10, table 5.3: everything from sector 1 on belongs to the GPT. */
export function protectivePartition(diskSectors: number): MbrPartition {
  const sectors = Math.min(diskSectors - 1, 0xffff_ffff);
  return { isActive: false, type: protective, firstSector: 1, sectors };
}

/** For BIOSes that start no disk without an active entry; type 0 means unused to everybody else. */
export const activeDummy: MbrPartition = { isActive: true, type: 0, firstSector: 0, sectors: 1 };

/** UEFI 2.10, table 5.1. `bootCode` has 440 bytes. */
export function masterBootRecord(
  bootCode: Uint8Array,
  diskSignature: number,
  partitions: readonly MbrPartition[],
): Uint8Array {
  const unused = new Uint8Array((mostEntries - partitions.length) * entryBytes);
  return packFields(mbrBytes, [
    ['BootCode', bootCode],
    ['UniqueMBRDiskSignature', uint32le(diskSignature)],
    ['Unknown', uint16le(0)],
    ['PartitionRecord', joinBytes([...partitions.map(partitionRecord), unused])],
    ['Signature', uint16le(0xaa55)],
  ]);
}

/** UEFI 2.10, table 5.2 */
function partitionRecord({ isActive, type, firstSector, sectors }: MbrPartition): Uint8Array {
  return packFields(entryBytes, [
    ['BootIndicator', uint8(isActive ? 0x80 : 0)],
    ['StartingCHS', cylinderHeadSector(firstSector)],
    ['OSType', uint8(type)],
    [
      'EndingCHS',
      type === protective ? Uint8Array.of(0xff, 0xff, 0xff) : cylinderHeadSector(firstSector + sectors - 1),
    ],
    ['StartingLBA', uint32le(firstSector)],
    ['SizeInLBA', uint32le(sectors)],
  ]);
}

/** Head, sector with the high bits of the cylinder, cylinder. What lies beyond says the last cylinder there is. */
function cylinderHeadSector(sector: number): Uint8Array {
  const { heads, sectorsPerTrack, mostCylinders } = geometry;
  const cylinder = Math.floor(sector / (heads * sectorsPerTrack));
  if (cylinder >= mostCylinders) return Uint8Array.of(heads - 1, sectorsPerTrack | 0xc0, 0xff);
  const head = Math.floor(sector / sectorsPerTrack) % heads;
  return Uint8Array.of(head, (sector % sectorsPerTrack) + 1 + ((cylinder >>> 8) << 6), cylinder & 0xff);
}
