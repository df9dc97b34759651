import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { streamPlan, type Plan } from '@netberth/disk-image';
import type { StoredMedium } from './media-sink.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes an image beside its place and moves it there when it is whole and on disk; a failure leaves what was there.
 *
 * Throws what the file system says, and an Error when the path is something else than a file (a disk, a folder).
 */
export async function writeImageFile(plan: Plan, path: string): Promise<StoredMedium> {
  return await writeWholeFile(streamPlan(plan, { chunkBytes: 1024 * 1024 }), path);
}

/** The same for bytes that come from elsewhere; what reading them throws is thrown on. */
export async function writeWholeFile(chunks: Chunks, path: string): Promise<StoredMedium> {
  await demandFile(path);
  const draft = `${path}.${process.pid}.part`;
  try {
    const written = await writeDraft(chunks, draft);
    await rename(draft, path);
    return written;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeDraft(chunks: Chunks, draft: string): Promise<StoredMedium> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(draft, 'w');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
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
