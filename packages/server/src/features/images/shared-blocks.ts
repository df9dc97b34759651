import type { FileHandle } from 'node:fs/promises';
import { versionKey, type ImageFile } from './image-file.ts';
import type { ReadFailure } from './open-file.ts';
import { readFully } from './read-fully.ts';

/** A part of a file in memory, until it is released. */
export type LeasedBlock =
  | { readonly kind: 'block'; readonly content: Buffer; readonly release: () => void }
  | { readonly kind: 'no-room' }
  | ReadFailure;

type LoadedBlock = { readonly kind: 'loaded'; readonly content: Buffer } | ReadFailure;

type Block = {
  readonly buffer: Buffer;
  readonly loading: Promise<LoadedBlock>;
  users: number;
};

export const blockBytes = 512 * 1024;

/**
 * Parts of files that are too large for the memory: many who fetch the same file at about the same time cost one read of
 * each part. Their memory is allocated once and given back when nobody reads.
 */
export class SharedBlocks {
  /** Least recently used first. */
  readonly #blocks = new Map<string, Block>();
  readonly #mostBlocks: number;

  constructor(budgetBytes: number) {
    this.#mostBlocks = Math.floor(budgetBytes / blockBytes);
  }

  /** The block that begins at `index` times blockBytes; the last one is as long as the file goes. */
  async lease(file: ImageFile, handle: FileHandle, index: number): Promise<LeasedBlock> {
    const key = `${versionKey(file)}\0${file.offsetBytes}\0${index}`;
    const block = this.#blocks.get(key) ?? this.#load(file, handle, index);
    if (block === undefined) return { kind: 'no-room' };
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    block.users += 1;
    const loaded = await block.loading;
    if (loaded.kind === 'loaded')
      return { kind: 'block', content: loaded.content, release: () => (block.users -= 1) };
    block.users -= 1;
    if (this.#blocks.get(key) === block) this.#blocks.delete(key);
    return loaded;
  }

  /** Nobody reads any more. */
  forgetAll(): void {
    this.#blocks.clear();
  }

  #load(file: ImageFile, handle: FileHandle, index: number): Block | undefined {
    const buffer = this.#buffer();
    if (buffer === undefined) return undefined;
    const from = index * blockBytes;
    const content = buffer.subarray(0, Math.min(blockBytes, file.sizeBytes - from));
    const loading = readFully(handle, file, content, from).then(
      (failure): LoadedBlock => failure ?? { kind: 'loaded', content },
    );
    return { buffer, loading, users: 0 };
  }

  #buffer(): Buffer | undefined {
    if (this.#blocks.size < this.#mostBlocks) return Buffer.allocUnsafeSlow(blockBytes);
    for (const [key, { users, buffer }] of this.#blocks) {
      if (users > 0) continue;
      this.#blocks.delete(key);
      return buffer;
    }
    return undefined;
  }
}
