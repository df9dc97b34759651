import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { streamPlan, type Plan } from '@netberth/disk-image';

export type WrittenImage = { readonly sizeBytes: number; readonly sha256: string };

/**
 * Writes an image beside its place and moves it there when it is whole and on disk; a failure leaves what was there.
 *
 * Throws what the file system says, and an Error when the path is something else than a file (a disk, a folder).
 */
export async function writeImageFile(plan: Plan, path: string): Promise<WrittenImage> {
  await demandFile(path);
  const draft = `${path}.${process.pid}.part`;
  try {
    const sha256 = await writeDraft(plan, draft);
    await rename(draft, path);
    return { sizeBytes: plan.sizeBytes, sha256 };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeDraft(plan: Plan, draft: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(draft, 'w');
  try {
    for (const chunk of streamPlan(plan, { chunkBytes: 1024 * 1024 })) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
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
