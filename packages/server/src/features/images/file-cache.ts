import { versionKey, type ImageFile } from './image-file.ts';
import { openFile, type ReadFailure } from './open-file.ts';
import { readFully } from './read-fully.ts';

export type FileCacheLimits = {
  readonly budgetBytes: number;
  readonly maxFileBytes: number;
};

export type CachedFile =
  | { readonly kind: 'cached'; readonly content: Buffer; readonly release: () => void }
  | { readonly kind: 'no-room' }
  | ReadFailure;

export type CacheFigures = {
  readonly heldBytes: number;
  /** Leases of what was there, of what was read for them, and those for which there was no room; since the start. */
  readonly hits: number;
  readonly loads: number;
  readonly refusals: number;
};

type LoadedFile = { readonly kind: 'loaded'; readonly content: Buffer } | ReadFailure;

type Entry = {
  readonly sizeBytes: number;
  readonly loading: Promise<LoadedFile>;
  users: number;
};

/**
 * Whole files in memory, each loaded once however many ask at once.
 * What is being sent cannot be evicted, so the budget bounds the memory that is in use, not only what is remembered.
 */
export class FileCache {
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();
  readonly #limits: FileCacheLimits;
  #heldBytes = 0;
  #hits = 0;
  #loads = 0;
  #refusals = 0;

  constructor(limits: FileCacheLimits) {
    this.#limits = limits;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  get figures(): CacheFigures {
    return { heldBytes: this.#heldBytes, hits: this.#hits, loads: this.#loads, refusals: this.#refusals };
  }

  has(file: ImageFile): boolean {
    return this.#entries.has(versionKey(file));
  }

  async lease(file: ImageFile): Promise<CachedFile> {
    const key = versionKey(file);
    const entry = this.#touch(key) ?? this.#add(key, file);
    if (entry === undefined) return { kind: 'no-room' };
    entry.users += 1;
    const loaded = await entry.loading;
    if (loaded.kind === 'loaded') {
      return { kind: 'cached', content: loaded.content, release: () => (entry.users -= 1) };
    }
    this.#remove(key, entry);
    return loaded;
  }

  #touch(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#hits += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #add(key: string, file: ImageFile): Entry | undefined {
    if (file.sizeBytes > this.#limits.maxFileBytes || !this.#makeRoom(file.sizeBytes)) {
      this.#refusals += 1;
      return undefined;
    }
    this.#loads += 1;
    const entry = { sizeBytes: file.sizeBytes, loading: loadFile(file), users: 0 };
    this.#entries.set(key, entry);
    this.#heldBytes += entry.sizeBytes;
    return entry;
  }

  #makeRoom(neededBytes: number): boolean {
    const idle = [...this.#entries].filter(([, entry]) => entry.users === 0);
    const idleBytes = idle.reduce((sum, [, entry]) => sum + entry.sizeBytes, 0);
    if (this.#heldBytes - idleBytes + neededBytes > this.#limits.budgetBytes) return false;
    for (const [key, entry] of idle) {
      if (this.#heldBytes + neededBytes <= this.#limits.budgetBytes) break;
      this.#remove(key, entry);
    }
    return true;
  }

  #remove(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return;
    this.#entries.delete(key);
    this.#heldBytes -= entry.sizeBytes;
  }
}

async function loadFile(file: ImageFile): Promise<LoadedFile> {
  const opened = await openFile(file);
  if (opened.kind !== 'opened') return opened;
  try {
    const content = Buffer.allocUnsafeSlow(file.sizeBytes);
    const failure = await readFully(opened.handle, file, content, 0);
    return failure ?? { kind: 'loaded', content };
  } catch (error) {
    return { kind: 'broken', error };
  } finally {
    await opened.handle.close();
  }
}
