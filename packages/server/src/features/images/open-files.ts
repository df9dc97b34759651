import type { FileHandle } from 'node:fs/promises';
import { versionKey, type ImageFile } from './image-file.ts';
import { openFile, type OpenedFile, type ReadFailure } from './open-file.ts';

export type SharedHandle =
  | { readonly kind: 'opened'; readonly handle: FileHandle; readonly release: () => Promise<void> }
  | ReadFailure;

type Entry = {
  readonly opening: Promise<OpenedFile>;
  users: number;
};

/** One descriptor for each version of a file, however many are reading it; closed when the last has released it. */
export class OpenFiles {
  readonly #entries = new Map<string, Entry>();

  get count(): number {
    return this.#entries.size;
  }

  async acquire(file: ImageFile): Promise<SharedHandle> {
    const key = versionKey(file);
    const entry = this.#entries.get(key) ?? { opening: openFile(file), users: 0 };
    this.#entries.set(key, entry);
    entry.users += 1;
    const opened = await entry.opening;
    if (opened.kind === 'opened') {
      return { ...opened, release: () => this.#release(key, entry, opened.handle) };
    }
    this.#forget(key, entry);
    return opened;
  }

  async #release(key: string, entry: Entry, handle: FileHandle): Promise<void> {
    entry.users -= 1;
    if (entry.users > 0) return;
    this.#forget(key, entry);
    await handle.close();
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
