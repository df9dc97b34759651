import type { BigIntStats } from 'node:fs';
import type { ArrivingFile } from '../../platform/files-elsewhere.ts';

/** One version of one file: when the file is written or replaced, this value no longer describes it. */
export type ImageFile = {
  /** As it was asked for, relative to the profile's folder. */
  readonly name: string;
  /** Where it is, all links followed. */
  readonly realPath: string;
  readonly sizeBytes: number;
  /** Where it begins in the file at `realPath`: a file on a disc is a part of the ISO. */
  readonly offsetBytes: number;
  /** Of the file at `realPath`. */
  readonly wholeBytes: number;
  readonly mtimeNs: bigint;
  readonly inode: bigint;
  /** It is not at `realPath` yet: read from here. */
  readonly arriving?: ArrivingFile;
};

export function describeFile(name: string, realPath: string, stats: BigIntStats): ImageFile {
  const sizeBytes = Number(stats.size);
  const place = { sizeBytes, offsetBytes: 0, wholeBytes: sizeBytes };
  return { name, realPath, ...place, mtimeNs: stats.mtimeNs, inode: stats.ino };
}

export function describeArriving(name: string, realPath: string, arriving: ArrivingFile): ImageFile {
  const { sizeBytes, mtimeNs, inode } = arriving;
  return { name, realPath, sizeBytes, offsetBytes: 0, wholeBytes: sizeBytes, mtimeNs, inode, arriving };
}

export function isSameVersion(file: ImageFile, stats: BigIntStats): boolean {
  return (
    stats.isFile() &&
    stats.mtimeNs === file.mtimeNs &&
    stats.ino === file.inode &&
    Number(stats.size) === file.wholeBytes
  );
}

export function versionKey(file: ImageFile): string {
  return `${file.realPath}\0${versionOf(file)}`;
}

/** A strong validator (RFC 9110 §8.8.3). */
export function entityTag(file: ImageFile): string {
  return `"${versionOf(file)}"`;
}

function versionOf({ sizeBytes, offsetBytes, wholeBytes, mtimeNs, inode }: ImageFile): string {
  const whole = `${sizeBytes.toString(16)}-${mtimeNs.toString(16)}-${inode.toString(16)}`;
  return sizeBytes === wholeBytes ? whole : `${whole}-${offsetBytes.toString(16)}`;
}

/** HTTP dates have whole seconds; rounding down keeps them from lying in the future. */
export function lastModifiedMs(file: ImageFile): number {
  return Number(file.mtimeNs / 1_000_000_000n) * 1000;
}
