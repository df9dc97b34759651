import { fstatSync, openSync, createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../failure.ts';
import { explainFileError } from '../explain-file-error.ts';

/** A log that is being read, uncompressed. */
export type OpenedLog = {
  readonly name: string;
  /** Of the file as it lies there; null: nobody knows. */
  readonly sizeBytes: number | null;
  readonly chunks: AsyncGenerator<LogChunk, void, undefined>;
  /** How much of the file has been read. */
  readBytes(): number;
};
/** `cut`: what comes behind cannot be uncompressed, or read. */
export type LogChunk =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly why: string };

const chunkBytes = 1024 * 1024;

/** `-` is standard input; what is gzip begins with its two bytes. @throws Failure when it cannot be opened */
export function openLog(name: string): OpenedLog {
  const { source, sizeBytes } = openSource(name);
  let readBytes = 0;
  async function* raw(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      readBytes += chunk.length;
      yield chunk;
    }
  }
  return { name, sizeBytes, chunks: plainChunks(raw()), readBytes: () => readBytes };
}

function openSource(name: string): { source: Readable; sizeBytes: number | null } {
  if (name === '-') return { source: process.stdin, sizeBytes: null };
  try {
    const fd = openSync(name, 'r');
    const stat = fstatSync(fd);
    const source = createReadStream('', { fd, highWaterMark: chunkBytes });
    return { source, sizeBytes: stat.isFile() ? stat.size : null };
  } catch (error) {
    throw new Failure(`Cannot read ${name}: ${explainFileError(error)}`, { cause: error });
  }
}

async function* plainChunks(
  raw: AsyncGenerator<Buffer, void, undefined>,
): AsyncGenerator<LogChunk, void, undefined> {
  try {
    const first = await raw.next();
    if (first.done === true) return;
    const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
    for await (const bytes of isGzip ? gunzipped(first.value, raw) : behind(first.value, raw))
      yield { kind: 'bytes', bytes };
  } catch (error) {
    yield { kind: 'cut', why: messageOf(error) };
  }
}

async function* behind(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield first;
  yield* rest;
}

function gunzipped(first: Buffer, rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // A failure of either is thrown where the stream is read.
  pipeline(Readable.from(behind(first, rest)), gunzip, () => undefined);
  return gunzip;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
