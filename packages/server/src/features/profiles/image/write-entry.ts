import { createHash } from 'node:crypto';
import { constants, open } from 'node:fs/promises';

export type WrittenFile = {
  readonly sizeBytes: number;
  readonly sha256: string;
};

/** What is used of node's `FileHandle`. */
export type NewFile = {
  appendFile(chunk: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
};

export type CreateFile = (path: string) => Promise<NewFile>;

/** Fails when there is anything of that name already: nothing is overwritten and no link is followed. */
export const createFile: CreateFile = (path) =>
  open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW, 0o644);

/** Writes one file and its checksum in the same pass; it is on the disk, not in a cache, when this returns. */
export async function writeEntry(
  path: string,
  content: AsyncIterable<Uint8Array>,
  create: CreateFile,
): Promise<WrittenFile> {
  const file = await create(path);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await file.appendFile(chunk);
    }
    await file.sync();
    return { sizeBytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
