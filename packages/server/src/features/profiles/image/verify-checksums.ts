import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { decompressXz, findXzTool, XzError, type XzTool } from './decompress-xz.ts';
import type { BroughtChecksum } from './image-layout.ts';
import type { StagedFile } from './stage-image.ts';

export type ChecksumsVerified = { readonly ok: true } | { readonly ok: false; readonly problems: string[] };

export type VerifyOptions = {
  /** Told the bytes read from the disk so far; `bytesToVerify` is how many there will be. */
  readonly onProgress?: (bytes: number) => void;
  /** Default: the program xz when there is one. */
  readonly xzTool?: XzTool;
};

/** A file that has to be read, and all checksums that one pass over it answers. */
type Reading = {
  readonly file: StagedFile;
  readonly decompressed: boolean;
  readonly checksums: BroughtChecksum[];
};

const readBytes = 1024 * 1024;

/**
 * Compares an image on disk with the checksums it brought, in constant memory. The sha256 of files as they are is
 * known since they were written; only what else is wanted is read again.
 */
export async function verifyChecksums(
  folder: string,
  files: readonly StagedFile[],
  checksums: readonly BroughtChecksum[],
  { onProgress, xzTool }: VerifyOptions = {},
): Promise<ChecksumsVerified> {
  const problems = checksums.flatMap((checksum) => compareKnown(files, checksum));
  const readings = readingsFor(files, checksums);
  const tool = xzTool ?? (readings.some(({ decompressed }) => decompressed) ? await findXzTool() : 'wasm');
  let read = 0;
  for (const reading of readings) {
    const stream = createReadStream(join(folder, reading.file.path), { highWaterMark: readBytes });
    stream.on('data', (chunk) => onProgress?.((read += chunk.length)));
    problems.push(...(await verifyReading(reading, stream, tool)));
  }
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

export function bytesToVerify(files: readonly StagedFile[], checksums: readonly BroughtChecksum[]): number {
  return readingsFor(files, checksums).reduce((sum, { file }) => sum + file.sizeBytes, 0);
}

function isKnown(checksum: BroughtChecksum): boolean {
  return checksum.algorithm === 'sha256' && !checksum.decompressed && checksum.blocks === undefined;
}

function compareKnown(files: readonly StagedFile[], checksum: BroughtChecksum): string[] {
  const file = files.find(({ path }) => path === checksum.file);
  if (!isKnown(checksum) || file === undefined || file.sha256 === checksum.value) return [];
  return [mismatch(checksum, file.sha256)];
}

function readingsFor(files: readonly StagedFile[], checksums: readonly BroughtChecksum[]): Reading[] {
  const readings = new Map<string, Reading>();
  for (const checksum of checksums.filter((each) => !isKnown(each))) {
    const file = files.find(({ path }) => path === checksum.file);
    if (file === undefined) continue;
    const key = `${checksum.decompressed} ${file.path}`;
    const reading = readings.get(key) ?? { file, decompressed: checksum.decompressed, checksums: [] };
    reading.checksums.push(checksum);
    readings.set(key, reading);
  }
  return [...readings.values()];
}

async function verifyReading(reading: Reading, stream: Readable, tool: XzTool): Promise<string[]> {
  const digests = reading.checksums.map((checksum) => new PrefixDigest(checksum));
  try {
    const content: AsyncIterable<Uint8Array> = reading.decompressed ? decompressXz(stream, tool) : stream;
    for await (const chunk of content) {
      for (const digest of digests) digest.update(chunk);
    }
    return digests.flatMap((digest) => digest.problems());
  } catch (error) {
    if (!(error instanceof XzError)) throw error;
    return [
      `${reading.file.path} cannot be decompressed (${error.message}): take it again from where it was built`,
    ];
  }
}

/** The checksum of a stream's beginning, or of all of it. */
class PrefixDigest {
  readonly #checksum: BroughtChecksum;
  readonly #hash: Hash;
  readonly #wantedBytes: number;
  #bytes = 0;

  constructor(checksum: BroughtChecksum) {
    const { blocks, algorithm } = checksum;
    this.#checksum = checksum;
    this.#hash = createHash(algorithm);
    this.#wantedBytes = blocks === undefined ? Number.POSITIVE_INFINITY : blocks.count * blocks.sizeBytes;
  }

  update(chunk: Uint8Array): void {
    const wanted = this.#wantedBytes - this.#bytes;
    if (wanted > 0) this.#hash.update(wanted < chunk.length ? chunk.subarray(0, wanted) : chunk);
    this.#bytes += chunk.length;
  }

  problems(): string[] {
    const { file, source, value, blocks } = this.#checksum;
    if (blocks !== undefined && this.#bytes < this.#wantedBytes) {
      return [
        `${file} is not what ${source} says: ${this.#wantedBytes} bytes were expected in it, ${this.#bytes} found. ${wayOut}`,
      ];
    }
    const found = this.#hash.digest('hex');
    return found === value ? [] : [mismatch(this.#checksum, found)];
  }
}

const wayOut =
  'It was damaged on its way, or the files are of different builds: take all of them again from where they were built.';

function mismatch({ file, source, algorithm, value, decompressed }: BroughtChecksum, found: string): string {
  const what = decompressed ? `${algorithm} of the image in it` : algorithm;
  return `${file} is not what ${source} says: the ${what} ${value} was expected, ${found} found. ${wayOut}`;
}
