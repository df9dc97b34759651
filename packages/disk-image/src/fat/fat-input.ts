import type { FileEntry } from '../tree/tree.ts';
import type { FatType } from './fat-geometry.ts';

export type FatInput = {
  readonly files: readonly FileEntry[];
  /** Folders that shall exist even when no file is in them. */
  readonly folders?: readonly string[];
  /** Up to 11 characters, in capitals; empty: none. */
  readonly label: string;
  /** The serial number, 32 bits. */
  readonly volumeId: number;
  /** Of every file and folder; FAT counts in steps of two seconds and knows no time zone: this is UTC. */
  readonly epochSeconds: number;
  /** The size of the volume, a multiple of 512. Left out: as small as its files allow. */
  readonly sizeBytes?: number;
  /** Room to leave when the size is left out; 0. */
  readonly freeBytes?: number;
  /** Left out: what suits the size. */
  readonly type?: FatType;
  /** The sectors of the disk before this volume; 0, which is right for a whole disk without partitions. */
  readonly hiddenSectors?: number;
};
