import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import xz from 'xz-decompress';
import type { ImageArchive } from './image-archive.ts';
import { listTar } from './list-tar.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { readCounter } from './read-counter.ts';

type Format = 'tar' | 'gzip' | 'xz';

const readBytes = 1024 * 1024;

/** First bytes of what is not taken, and how it is unpacked. */
const otherCompressions: Record<string, string> = {
  '28b52ffd': 'zstd -d',
  '425a68': 'bunzip2',
  '504b0304': 'unzip',
};

export async function openArchiveFile(path: string, totalBytes: number): Promise<ImageArchive> {
  const format = await formatOf(path);
  const { counted, onRead } = readCounter();
  const entries = format === 'tar' ? await listTar(path, totalBytes) : [];
  return {
    name: nameOf(path),
    entries,
    totalBytes,
    stream: Readable.from(unpacked(path, format, counted)),
    notes: format === 'tar' ? [] : [`the files in ${basename(path)} are not known before it is unpacked`],
    onRead,
  };
}

/** @example nameOf('sles.x86_64-1.0.0.install.tar.xz') // 'sles.x86_64-1.0.0' */
function nameOf(path: string): string {
  return basename(path).replace(/(\.install)?\.(tar(\.(gz|xz))?|tgz|txz)$/i, '');
}

async function formatOf(path: string): Promise<Format> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
    const magic = buffer.toString('hex', 0, bytesRead);
    if (magic === '') throw new ArchiveProblem(path, 'is empty: a tar is wanted. Copy or download it again');
    if (magic.startsWith('1f8b')) return 'gzip';
    if (magic === 'fd377a585a00') return 'xz';
    const other = Object.entries(otherCompressions).find(([start]) => magic.startsWith(start));
    if (other === undefined) return 'tar';
    throw new ArchiveProblem(
      path,
      `is compressed in a way that is not read here: unpack it with \`${other[1]}\` and import what comes out`,
    );
  } finally {
    await file.close();
  }
}

async function* unpacked(
  path: string,
  format: Format,
  counted: (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>,
): AsyncGenerator<Uint8Array> {
  const content = Readable.from(counted(createReadStream(path, { highWaterMark: readBytes })), {
    objectMode: false,
  });
  try {
    if (format === 'tar') yield* content;
    else yield* demandTar(path, decompressed(content, format));
  } catch (error) {
    throw explainDecompression(path, format, error);
  } finally {
    content.destroy();
  }
}

function decompressed(content: Readable, format: 'gzip' | 'xz'): AsyncIterable<Uint8Array> {
  if (format === 'xz') return new xz.XzReadableStream(Readable.toWeb(content));
  const gunzip = createGunzip();
  content.once('error', (error) => gunzip.destroy(error));
  return content.pipe(gunzip);
}

/** So that a person who names an image.raw.xz is told at once, not after the upload. */
async function* demandTar(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk.length >= 512 && Buffer.from(chunk.subarray(257, 262)).toString() !== 'ustar') {
      throw new ArchiveProblem(path, 'holds no tar: import the folder or tar that it is a part of');
    }
    isFirst &&= chunk.length === 0;
    yield chunk;
  }
}

function explainDecompression(path: string, format: Format, error: unknown): unknown {
  if (error instanceof ArchiveProblem || format === 'tar') return error;
  const isOfFile = error instanceof Error && 'syscall' in error;
  if (isOfFile) return error;
  const way =
    format === 'gzip'
      ? 'check it with `gzip -t`'
      : 'check it with `xz -t`, or unpack it with `xz -d` and import the .tar';
  return new ArchiveProblem(
    path,
    `is cut off or damaged, or uses what is not read here: ${way}, or copy it again`,
    error,
  );
}
