import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { lineOf } from './archive-part.ts';
import type { ArchivePart } from './archive-part.ts';

export type WrittenArchive = {
  readonly file: string;
  readonly sizeBytes: number;
  readonly tables: number;
  readonly rows: number;
};

/** Lines are many and short: gzip gets them in pieces of this size. */
const pieceCharacters = 64 * 1024;

/**
 * Write a backup: lines of JSON, compressed; for its owner only, on disk when this resolves, and under its name only when it is
 * whole.
 * @param onRows told how many rows are written so far
 * @throws when there is a file of that name already
 */
export async function writeArchive(
  parts: AsyncIterable<ArchivePart>,
  path: string,
  onRows: (rows: number) => void = () => undefined,
): Promise<WrittenArchive> {
  const file = resolve(path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.part`;
  // Reserved from the beginning: nobody's backup is ever written over.
  await (await open(file, 'wx', 0o600)).close();
  const written = { tables: 0, rows: 0 };
  try {
    const gzip = createGzip({ level: 4 });
    await pipeline(
      Readable.from(piecesOf(parts, written, onRows)),
      gzip,
      createWriteStream(beside, { mode: 0o600, flush: true }),
    );
    await rename(beside, file);
  } catch (error) {
    await Promise.all([rm(beside, { force: true }), rm(file, { force: true })]);
    throw error;
  }
  await syncFolder(dirname(file));
  return { file, sizeBytes: (await stat(file)).size, ...written };
}

async function* piecesOf(
  parts: AsyncIterable<ArchivePart>,
  written: { tables: number; rows: number },
  onRows: (rows: number) => void,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let piece = '';
  const add = (line: string) => {
    hash.update(line);
    piece += line;
  };
  for await (const part of parts) {
    switch (part.part) {
      case 'rows':
        for (const row of part.rows) add(lineOf(row));
        written.rows += part.rows.length;
        onRows(written.rows);
        break;
      case 'end':
        written.tables = part.tables;
        piece += lineOf({ ...part, sha256: hash.digest('hex') });
        break;
      default:
        add(lineOf(part));
    }
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
