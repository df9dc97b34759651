import type { BigIntStats } from 'node:fs';

/** One version of one file: when the file is written or replaced, this value no longer describes it. */
export interface ImageFile {
  /** As it was asked for, relative to the profile's folder. */
  readonly name: string;
  /** Where it is, all links followed. */
  readonly realPath: string;
  readonly sizeBytes: number;
  readonly mtimeNs: bigint;
  readonly inode: bigint;
}

export function describeFile(name: string, realPath: string, stats: BigIntStats): ImageFile {
  return { name, realPath, sizeBytes: Number(stats.size), mtimeNs: stats.mtimeNs, inode: stats.ino };
}

export function isSameVersion(file: ImageFile, stats: BigIntStats): boolean {
  return (
    stats.isFile() &&
    stats.mtimeNs === file.mtimeNs &&
    stats.ino === file.inode &&
    Number(stats.size) === file.sizeBytes
  );
}

export function versionKey(file: ImageFile): string {
  return `${file.realPath}\0${versionOf(file)}`;
}

/** A strong validator (RFC 9110 §8.8.3). */
export function entityTag(file: ImageFile): string {
  return `"${versionOf(file)}"`;
}

function versionOf({ sizeBytes, mtimeNs, inode }: ImageFile): string {
  return `${sizeBytes.toString(16)}-${mtimeNs.toString(16)}-${inode.toString(16)}`;
}

/** HTTP dates have whole seconds; rounding down keeps them from lying in the future. */
export function lastModifiedMs(file: ImageFile): number {
  return Number(file.mtimeNs / 1_000_000_000n) * 1000;
}
