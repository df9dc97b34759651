import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;

/** A file as the content of an upload. Throws what the file system says. */
export async function fileContent(
  path: string,
): Promise<{ sizeBytes: number; open: () => AsyncIterable<Uint8Array> }> {
  const { size } = await stat(path);
  return { sizeBytes: size, open: () => createReadStream(path, { highWaterMark: chunkBytes }) };
}
