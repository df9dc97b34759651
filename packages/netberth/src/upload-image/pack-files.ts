import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { ArchiveProblem } from './archive-problem.ts';
import type { PackedFile } from './walk-folder.ts';

const readBytes = 1024 * 1024;

/** Owner, mode and time say nothing about an image and would make equal folders differ. */
const sameForAll = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) };

/**
 * @param counted is told what is read of the files
 * @param texts small files that are on no disk
 */
export function packFiles(
  files: readonly PackedFile[],
  counted: (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>,
  texts: readonly { readonly name: string; readonly text: string }[] = [],
): Readable {
  const tar = pack();
  for (const { name, text } of texts) tar.entry({ ...sameForAll, name }, text);
  fill(tar, files, counted).catch((error: unknown) =>
    tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(tar, { objectMode: false });
}

async function fill(
  tar: Pack,
  files: readonly PackedFile[],
  counted: (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>,
): Promise<void> {
  for (const file of files) {
    const { name, source, sizeBytes, linkTo } = file;
    if (linkTo !== null) tar.entry({ ...sameForAll, name, type: 'symlink', linkname: linkTo });
    else if (sizeBytes === 0) tar.entry({ ...sameForAll, name }, '');
    else {
      const content = createReadStream(source, { end: sizeBytes - 1, highWaterMark: readBytes });
      const entry = tar.entry({ ...sameForAll, name, size: sizeBytes });
      await pipeline(demandWhole(counted(content), file), entry);
    }
  }
  tar.finalize();
}

async function* demandWhole(chunks: AsyncIterable<Buffer>, file: PackedFile): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes === file.sizeBytes) return;
  throw new ArchiveProblem(file.source, 'became shorter while it was read: wait until nobody writes to it');
}
