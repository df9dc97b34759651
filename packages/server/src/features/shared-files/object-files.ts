import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@netberth/publish';
import { UniqueViolation } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { ArrivingFile, FilesElsewhere } from '../../platform/files-elsewhere.ts';
import { IncomingCopy } from './incoming-copy.ts';
import { removePieces, sendPieces } from './file-pieces.ts';
import { isBig, LocalCopies } from './local-copies.ts';
import type { CopyFigures } from './local-copies.ts';
import { fileChangesAfter, putSharedFiles, removeSharedFiles, sharedFilesAt } from './shared-file-store.ts';
import type { FileChange, SharedFile } from './shared-file-store.ts';

export type ObjectFilesNeeds = {
  readonly store: Store;
  /** Where the copies lie. */
  readonly folder: string;
  /** What copies of images and captures may take there. */
  readonly mostBytes: number;
  readonly now: () => number;
  readonly database: Database;
  /** Told of objects that could not be removed. */
  readonly onError: (error: unknown) => void;
};

/** Files in object storage, of which this server's folder has copies. Which there are is said by the database. */
export class ObjectFiles implements FilesElsewhere {
  readonly #store: Store;
  readonly #folder: string;
  readonly #database: Database;
  readonly #copies: LocalCopies;
  /** By object. */
  readonly #coming = new Map<string, Promise<IncomingCopy>>();
  readonly #onError: (error: unknown) => void;
  #seen = 0;

  private constructor({ store, folder, database, onError }: ObjectFilesNeeds, copies: LocalCopies) {
    this.#store = store;
    this.#folder = folder;
    this.#database = database;
    this.#onError = onError;
    this.#copies = copies;
  }

  static async open(needs: ObjectFilesNeeds): Promise<ObjectFiles> {
    return new ObjectFiles(needs, await LocalCopies.open(needs));
  }

  get figures(): CopyFigures {
    return this.#copies.figures;
  }

  send = async (path: string): Promise<void> => {
    const files: SharedFile[] = [];
    for (const file of await filesAt(this.#folder, path))
      files.push(
        await sendPieces(this.#store, this.#folder, file).catch((error: unknown) => this.#refuse(error)),
      );
    const before = await this.#put(files);
    for (const file of files) await this.#copies.remember(file);
    for (const file of before) await this.#removePieces(file);
  };

  drop = async (path: string): Promise<void> => {
    const files = await this.#database.write(() => removeSharedFiles(path));
    for (const file of files) {
      await this.#copies.forget(file.path);
      await this.#removePieces(file);
    }
  };

  fetch = async (path: string): Promise<boolean> => {
    if (await this.#isSameFor(path)) return true;
    const files = await this.#database.read(() => sharedFilesAt(path));
    for (const file of files) if (!(await this.#isHere(file))) await (await this.#copyOf(file)).whole;
    return files.length > 0;
  };

  bring = async (path: string): Promise<ArrivingFile | null> => {
    if (await this.#isSameFor(path)) return null;
    const files = await this.#database.read(() => sharedFilesAt(path));
    const file = files.find((one) => one.path === path);
    if (file === undefined || (await this.#isHere(file))) return null;
    const copy = await this.#copyOf(file);
    const held = copy.hold();
    try {
      await (held === null ? copy.whole : copy.begun);
      return held;
    } catch (error) {
      await held?.release();
      throw error;
    }
  };

  /** The place has its own words for what is wrong with it. */
  #refuse(error: unknown): never {
    if (!(error instanceof Error) || error.name !== 'PublishProblem') throw error;
    throw new CommandRefused('filesElsewhereAway', { place: this.#store.title, why: error.message });
  }

  /** Nothing points to them any more: what cannot be removed is in nobody's way. */
  async #removePieces(file: SharedFile): Promise<void> {
    await removePieces(this.#store, file).catch(this.#onError);
  }

  /** Of two servers whose file is the first of all one comes second, and does it again. */
  async #put(files: readonly SharedFile[]): Promise<readonly SharedFile[]> {
    const put = () => this.#database.write(() => putSharedFiles(files));
    return await put().catch((error: unknown) => {
      if (error instanceof UniqueViolation) return put();
      throw error;
    });
  }

  /**
   * Learns what others have sent and removed since, and removes what has no room. What cannot be had now is asked for again at
   * the next look.
   */
  async look(): Promise<void> {
    const changes = await this.#database.read(() => fileChangesAfter(this.#seen));
    for (const change of changes) await this.#follow(change);
    this.#seen = changes.at(-1)?.number ?? this.#seen;
    await this.#copies.makeRoom(0);
  }

  async #follow(change: FileChange): Promise<void> {
    const { path, object, isGone } = change;
    const known = this.#copies.objectOf(path);
    if (isGone || (known !== undefined && known !== object && isBig(path)))
      return await this.#copies.forget(path);
    if (!isBig(path) && !(await this.#isHere(change))) await (await this.#copyOf(change)).whole;
  }

  /** Of many who want one file one fetches it. */
  #copyOf(wanted: SharedFile): Promise<IncomingCopy> {
    const known = this.#coming.get(wanted.object);
    if (known !== undefined) return known;
    const beginning = this.#begin(wanted);
    this.#coming.set(wanted.object, beginning);
    const end = () => this.#coming.delete(wanted.object);
    beginning.then(({ whole }) => whole).then(end, end);
    return beginning;
  }

  async #begin(wanted: SharedFile): Promise<IncomingCopy> {
    if (isBig(wanted.path)) await this.#copies.makeRoom(wanted.sizeBytes);
    return await IncomingCopy.begin({
      ...{ store: this.#store, folder: this.#folder, wanted },
      onWhole: () => this.#copies.rememberFetched(wanted),
    });
  }

  /** An image never changes, as its folder has a name of its own: if it is here, the database need not be asked. */
  async #isSameFor(path: string): Promise<boolean> {
    return path.startsWith('images/') && (await this.#copies.use(path));
  }

  async #isHere({ path, object }: SharedFile): Promise<boolean> {
    return this.#copies.objectOf(path) === object && (await this.#copies.use(path));
  }
}

/** The file itself, or all below the folder, relative to `folder`. */
async function filesAt(folder: string, path: string): Promise<readonly string[]> {
  if ((await stat(join(folder, path))).isFile()) return [path];
  const entries = await readdir(join(folder, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
