import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Plan } from '@netberth/disk-image';
import { mediumBytes } from './medium-bytes.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
export type StoredMedium = { readonly sizeBytes: number; readonly sha256: string };

/** So much waits for the disk at a time, and is written by one call. */
const waitingBytes = 4 * 1024 * 1024;

/**
 * Writes an image beside its place and moves it there when it is whole and on disk; a failure leaves what was there.
 *
 * Throws what the file system says, and an Error when the path is something else than a file (a disk, a folder).
 */
export async function writeImageFile(plan: Plan, path: string): Promise<StoredMedium> {
  const { sizeBytes, sha256, chunks } = mediumBytes(plan);
  await writeWholeFile(chunks(), path);
  return { sizeBytes, sha256 };
}

/** The same for bytes that come from elsewhere; what reading them throws is thrown on. */
export async function writeWholeFile(chunks: Chunks, path: string): Promise<void> {
  await demandFile(path);
  const draft = `${path}.${process.pid}.part`;
  try {
    await pipeline(chunks, createWriteStream(draft, { flush: true, highWaterMark: waitingBytes }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A disk named here by mistake must not be touched, and its device node not be replaced by a file. */
async function demandFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null && !found.isFile())
    throw new Error(`"${path}" is no file: write to a file, then copy that to the stick`);
}
