import { appendFile, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { SharedFile } from './shared-file-store.ts';

/** Which files of the folder are copies of which objects: `PATH<tab>OBJECT` a line, the last of a path counts. */
const journalName = 'shared-files.log';

/** What was wanted a moment ago is wanted again: an installer fetches piece by piece. */
const quietMs = 5 * 60_000;

/** Fetched when it is wanted; everything else as soon as another server has sent it, and it stays. */
export const isBig = (path: string) => path.startsWith('images/') || path.endsWith('.img.gz');

export type CopyFigures = {
  /** Of what is fetched when it is wanted. */
  readonly heldBytes: number;
  /** Since the start. */
  readonly fetched: number;
  readonly fetchedBytes: number;
  readonly evicted: number;
};

type Copy = { readonly object: string; readonly sizeBytes: number; usedAtMs: number };

type Needs = {
  readonly folder: string;
  /** What big files may take together; those that are in use may take more. */
  readonly mostBytes: number;
  readonly now: () => number;
};

/** The files in the folder that object storage has, too: the longest unused of them make room for others. */
export class LocalCopies {
  /** Least recently used first. */
  readonly #copies: Map<string, Copy>;
  readonly #needs: Needs;
  #fetched = 0;
  #fetchedBytes = 0;
  #evicted = 0;

  private constructor(needs: Needs, copies: Map<string, Copy>) {
    this.#needs = needs;
    this.#copies = copies;
  }

  static async open(needs: Needs): Promise<LocalCopies> {
    const found: (readonly [string, Copy, number])[] = [];
    for (const [path, object] of await readJournal(needs.folder)) {
      const stats = await stat(join(needs.folder, path)).catch(absentIsNull);
      const copy = { object, sizeBytes: stats?.size ?? 0, usedAtMs: -Infinity };
      found.push([path, copy, stats?.atimeMs ?? 0]);
    }
    const oldestFirst = found.toSorted(([, , one], [, , other]) => one - other);
    return new LocalCopies(needs, new Map(oldestFirst.map(([path, copy]) => [path, copy])));
  }

  get figures(): CopyFigures {
    return {
      heldBytes: this.#heldBytes(),
      fetched: this.#fetched,
      fetchedBytes: this.#fetchedBytes,
      evicted: this.#evicted,
    };
  }

  objectOf(path: string): string | undefined {
    return this.#copies.get(path)?.object;
  }

  /** Whether there is a copy, of whichever object; it is used from now on. */
  async use(path: string): Promise<boolean> {
    const copy = this.#copies.get(path);
    if (copy === undefined) return false;
    const found = await stat(join(this.#needs.folder, path)).catch(absentIsNull);
    if (found === null || !found.isFile() || this.#copies.get(path) !== copy) return false;
    copy.usedAtMs = this.#needs.now();
    this.#copies.delete(path);
    this.#copies.set(path, copy);
    return true;
  }

  /** The file is there: sent from here, or brought. */
  async remember({ path, object, sizeBytes }: SharedFile): Promise<void> {
    this.#copies.delete(path);
    this.#copies.set(path, { object, sizeBytes, usedAtMs: this.#needs.now() });
    await this.#note(path, object);
  }

  async rememberFetched(file: SharedFile): Promise<void> {
    this.#fetched += 1;
    this.#fetchedBytes += file.sizeBytes;
    await this.remember(file);
  }

  async forget(path: string): Promise<void> {
    if (!this.#copies.delete(path)) return;
    await rm(join(this.#needs.folder, path), { force: true });
    await this.#note(path, '');
  }

  /** Removes what was not used for the longest time, until so much more has room or only what is in use is left. */
  async makeRoom(neededBytes: number): Promise<void> {
    const before = this.#needs.now() - quietMs;
    let tooMuch = this.#heldBytes() + neededBytes - this.#needs.mostBytes;
    for (const [path, copy] of [...this.#copies]) {
      if (tooMuch <= 0) return;
      if (!isBig(path) || copy.usedAtMs > before) continue;
      await this.forget(path);
      this.#evicted += 1;
      tooMuch -= copy.sizeBytes;
    }
  }

  #heldBytes(): number {
    let bytes = 0;
    for (const [path, { sizeBytes }] of this.#copies) if (isBig(path)) bytes += sizeBytes;
    return bytes;
  }

  async #note(path: string, object: string): Promise<void> {
    await appendFile(join(this.#needs.folder, journalName), `${path}\t${object}\n`);
  }
}

async function readJournal(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(folder, journalName), 'utf8').catch(absentIsNull);
  const objects = new Map<string, string>();
  for (const line of text?.split('\n') ?? []) {
    const [path = '', object = ''] = line.split('\t');
    if (object === '') objects.delete(path);
    else objects.set(path, object);
  }
  return objects;
}

function absentIsNull(error: unknown): null {
  if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return null;
  throw error;
}
