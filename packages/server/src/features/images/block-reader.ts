import type { FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadBytes } from './open-file.ts';
import type { ImageFile } from './image-file.ts';
import type { ByteRange } from './parse-range.ts';
import { readFully } from './read-fully.ts';
import { blockBytes, type SharedBlocks } from './shared-blocks.ts';

/** Whoever takes longer for a block reads for itself: the memory that is shared is for those who are fast. */
const slowMs = 1000;

/** Reads a file for one client: blocks that others use too, or, where there is no room or it is slow, its own buffer. */
export class BlockReader {
  readonly #file: ImageFile;
  readonly #handle: FileHandle;
  readonly #blocks: SharedBlocks;
  readonly #ownBytes: () => number;
  #own: Buffer | undefined;
  #release: () => void = () => {};
  #readAtMs = Infinity;

  /** `ownBytes`: how large a buffer of its own may be, asked when it first needs one. */
  constructor(file: ImageFile, handle: FileHandle, blocks: SharedBlocks, ownBytes: () => number) {
    this.#file = file;
    this.#handle = handle;
    this.#blocks = blocks;
    this.#ownBytes = ownBytes;
  }

  async read({ from, to }: ByteRange): Promise<ReadBytes> {
    this.close();
    const tookMs = performance.now() - this.#readAtMs;
    if (this.#own === undefined && tookMs < slowMs) {
      const index = Math.floor(from / blockBytes);
      const leased = await this.#blocks.lease(this.#file, this.#handle, index);
      if (leased.kind === 'block') {
        this.#release = leased.release;
        // As what is in memory: no client starves while another's socket is filled.
        await nextTurn();
        this.#readAtMs = performance.now();
        const start = index * blockBytes;
        return { kind: 'bytes', bytes: leased.content.subarray(from - start, to - start) };
      }
      if (leased.kind !== 'no-room') return leased;
    }
    return this.#readAlone({ from, to });
  }

  close(): void {
    this.#release();
    this.#release = () => {};
  }

  /** For the rest of the transfer: a client that stops reading keeps its buffer, so the more clients, the smaller it is. */
  async #readAlone({ from, to }: ByteRange): Promise<ReadBytes> {
    this.#own ??= Buffer.allocUnsafeSlow(this.#ownBytes());
    const bytes = this.#own.subarray(0, to - from);
    return (await readFully(this.#handle, this.#file, bytes, from)) ?? { kind: 'bytes', bytes };
  }
}
