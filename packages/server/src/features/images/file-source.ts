import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ArrivingFile } from '../../platform/files-elsewhere.ts';
import { DiscIndexes } from './disc-indexes.ts';
import { FileCache } from './file-cache.ts';
import type { CacheFigures } from './file-cache.ts';
import type { ImageFile } from './image-file.ts';
import type { ReadFailure, ReadBytes } from './open-file.ts';
import { BlockReader } from './block-reader.ts';
import { OpenFiles } from './open-files.ts';
import type { ByteRange } from './parse-range.ts';
import { SharedBlocks } from './shared-blocks.ts';

/** Where the bytes of one transfer come from. */
export type FileSource = {
  readonly chunkBytes: number;
  /** At most `chunkBytes` at once, perhaps fewer, at least one; the bytes are valid until the next read. */
  readonly read: (range: ByteRange) => Promise<ReadBytes>;
  readonly close: () => Promise<void>;
};

export type OpenedSource = { readonly kind: 'source'; readonly source: FileSource } | ReadFailure;

/**
 * Written with a turn of the event loop after each, so that no client starves while another's socket is filled: for 16
 * clients as fast as 8 MiB, or up to a quarter faster, on a machine with other work; half of it costs more CPU.
 */
const cachedChunkBytes = 512 * 1024;

const readBytes = { least: 64 * 1024, most: 1024 * 1024, forAllTransfers: 64 * 1024 * 1024 };

/** Of what is read from the disk for many. */
const sharedBytes = 32 * 1024 * 1024;

/** A larger share for one file would let two images push each other out all the time. */
const maxShareOfOneFile = 0.5;

/** `imageCacheBytes`: what boot files may take of the memory. */
export function createFileSources(imageCacheBytes: number): FileSources {
  const limits = { budgetBytes: imageCacheBytes, maxFileBytes: imageCacheBytes * maxShareOfOneFile };
  return new FileSources(new FileCache(limits), new OpenFiles());
}

export class FileSources {
  readonly discs = new DiscIndexes();
  readonly #cache: FileCache;
  readonly #openFiles: OpenFiles;
  readonly #blocks = new SharedBlocks(sharedBytes);
  #readers = 0;

  constructor(cache: FileCache, openFiles: OpenFiles) {
    this.#cache = cache;
    this.#openFiles = openFiles;
  }

  get cacheFigures(): CacheFigures {
    return this.#cache.figures;
  }

  async open(file: ImageFile, range: ByteRange): Promise<OpenedSource> {
    const neededBytes = range.to - range.from;
    if (file.arriving !== undefined) return this.#fromArrival(file.arriving, neededBytes);
    // A few bytes of a large file (a medium being probed) do not justify loading all of it.
    const isWorthLoading = neededBytes === file.sizeBytes || neededBytes >= readBytes.most;
    if (isWorthLoading || this.#cache.has(file)) {
      const cached = await this.#cache.lease(file);
      if (cached.kind === 'cached')
        return { kind: 'source', source: fromMemory(cached.content, cached.release) };
      if (cached.kind !== 'no-room') return cached;
    }
    return this.#fromDisk(file, neededBytes);
  }

  /** Whoever has it arrive closes it. */
  #fromArrival(arriving: ArrivingFile, neededBytes: number): OpenedSource {
    this.#readers += 1;
    const own = Buffer.allocUnsafeSlow(Math.min(neededBytes, chunkBytesFor(this.#readers)));
    const read = async ({ from, to }: ByteRange): Promise<ReadBytes> => {
      const bytes = own.subarray(0, to - from);
      await arriving.read(bytes, from);
      return { kind: 'bytes', bytes };
    };
    const close = async () => {
      this.#readers -= 1;
    };
    return { kind: 'source', source: { chunkBytes: own.length, read, close } };
  }

  async #fromDisk(file: ImageFile, neededBytes: number): Promise<OpenedSource> {
    const shared = await this.#openFiles.acquire(file);
    if (shared.kind !== 'opened') return shared;
    this.#readers += 1;
    const reader = new BlockReader(file, shared.handle, this.#blocks, () =>
      Math.min(neededBytes, chunkBytesFor(this.#readers)),
    );
    const close = (): Promise<void> => {
      reader.close();
      this.#readers -= 1;
      if (this.#readers === 0) this.#blocks.forgetAll();
      return shared.release();
    };
    const read = (range: ByteRange): Promise<ReadBytes> => reader.read(range);
    return { kind: 'source', source: { chunkBytes: readBytes.most, read, close } };
  }
}

function chunkBytesFor(readers: number): number {
  const share = readBytes.forAllTransfers / readers;
  return Math.max(readBytes.least, Math.min(readBytes.most, share - (share % readBytes.least)));
}

function fromMemory(content: Buffer, release: () => void): FileSource {
  return {
    chunkBytes: cachedChunkBytes,
    read: async ({ from, to }) => {
      await nextTurn();
      return { kind: 'bytes', bytes: content.subarray(from, to) };
    },
    close: async () => release(),
  };
}
