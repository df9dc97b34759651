import { uint16le, uint32le, uint8 } from '../fields/integers.ts';
import { packFields, type Field } from '../fields/pack-fields.ts';
import { paddedAscii } from '../fields/text.ts';
import { fatCopies, sectorBytes, sectorsPerTrack, type FatGeometry } from './fat-geometry.ts';

export type FatIdentity = {
  /** Empty: none. */
  readonly label: string;
  readonly volumeId: number;
  /** The sectors of the disk before this volume. */
  readonly hiddenSectors: number;
};

const headCount = 64;
const fixedDisk = 0xf8;
const firstHardDisk = 0x80;
const extendedBootSignature = 0x29;
const rootCluster = 2;
export const fsInfoSector = 1;
export const backupBootSector = 6;

/** `int 18h` gives the turn back to the firmware, which tries its next device; `hlt` where that returns. */
const giveBack = [0xcd, 0x18, 0xf4, 0xeb, 0xfd];

/** The first sector of the volume (fatgen103, "Boot Sector and BPB Structure"). */
export function bootSector(geometry: FatGeometry, identity: FatIdentity): Uint8Array {
  return packFields(sectorBytes, [
    ...parameterBlock(geometry, identity),
    ...(geometry.type === 32 ? fat32Fields(geometry) : []),
    ['BS_DrvNum', uint8(firstHardDisk)],
    ['BS_Reserved1', uint8(0)],
    ['BS_BootSig', uint8(extendedBootSignature)],
    ['BS_VolID', uint32le(identity.volumeId)],
    ['BS_VolLab', paddedAscii(identity.label === '' ? 'NO NAME' : identity.label, 11)],
    ['BS_FilSysType', paddedAscii(`FAT${geometry.type}`, 8)],
    ['boot code', codeArea(geometry.type === 32 ? 420 : 448)],
    ['Signature_word', uint16le(0xaa55)],
  ]);
}

function parameterBlock(geometry: FatGeometry, { hiddenSectors }: FatIdentity): readonly Field[] {
  const { type, totalSectors } = geometry;
  const fitsIn16Bits = type !== 32 && totalSectors < 0x1_0000;
  return [
    ['BS_jmpBoot', Uint8Array.of(0xeb, type === 32 ? 0x58 : 0x3c, 0x90)],
    // fatgen103: drivers look at it, and this value is the one that all of them take
    ['BS_OEMName', paddedAscii('MSWIN4.1', 8)],
    ['BPB_BytsPerSec', uint16le(sectorBytes)],
    ['BPB_SecPerClus', uint8(geometry.clusterSectors)],
    ['BPB_RsvdSecCnt', uint16le(geometry.reservedSectors)],
    ['BPB_NumFATs', uint8(fatCopies)],
    ['BPB_RootEntCnt', uint16le((geometry.rootSectors * sectorBytes) / 32)],
    ['BPB_TotSec16', uint16le(fitsIn16Bits ? totalSectors : 0)],
    ['BPB_Media', uint8(fixedDisk)],
    ['BPB_FATSz16', uint16le(type === 32 ? 0 : geometry.fatSectors)],
    ['BPB_SecPerTrk', uint16le(sectorsPerTrack(totalSectors))],
    ['BPB_NumHeads', uint16le(headCount)],
    ['BPB_HiddSec', uint32le(hiddenSectors)],
    ['BPB_TotSec32', uint32le(fitsIn16Bits ? 0 : totalSectors)],
  ];
}

function fat32Fields(geometry: FatGeometry): readonly Field[] {
  return [
    ['BPB_FATSz32', uint32le(geometry.fatSectors)],
    ['BPB_ExtFlags: both tables are kept', uint16le(0)],
    ['BPB_FSVer', uint16le(0)],
    ['BPB_RootClus', uint32le(rootCluster)],
    ['BPB_FSInfo', uint16le(fsInfoSector)],
    ['BPB_BkBootSec', uint16le(backupBootSector)],
    ['BPB_Reserved', new Uint8Array(12)],
  ];
}

function codeArea(sizeBytes: number): Uint8Array {
  const area = new Uint8Array(sizeBytes);
  area.set(giveBack);
  return area;
}

/** Where FAT32 keeps what is free (fatgen103, "FAT32 FSInfo Sector Structure"). */
export function fsInfo(freeClusters: number, nextFreeCluster: number): Uint8Array {
  return packFields(sectorBytes, [
    ['FSI_LeadSig', uint32le(0x4161_5252)],
    ['FSI_Reserved1', new Uint8Array(480)],
    ['FSI_StrucSig', uint32le(0x6141_7272)],
    ['FSI_Free_Count', uint32le(freeClusters)],
    ['FSI_Nxt_Free', uint32le(nextFreeCluster)],
    ['FSI_Reserved2', new Uint8Array(12)],
    ['FSI_TrailSig', uint32le(0xaa55_0000)],
  ]);
}
