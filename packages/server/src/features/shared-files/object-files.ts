import { appendFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@netberth/publish';
import { UniqueViolation } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { FilesElsewhere } from '../../platform/files-elsewhere.ts';
import { fetchPieces, removePieces, sendPieces } from './file-pieces.ts';
import { fileChangesAfter, putSharedFiles, removeSharedFiles, sharedFilesAt } from './shared-file-store.ts';
import type { FileChange, SharedFile } from './shared-file-store.ts';

/** Fetched when it is wanted; everything else as soon as another server has sent it. */
const isBig = (path: string) => path.startsWith('images/') || path.endsWith('.img.gz');

/** What was fetched: `PATH<tab>OBJECT` a line, the last of a path counts. */
const journalName = 'shared-files.log';

export type ObjectFilesNeeds = {
  readonly store: Store;
  /** Where the copies lie. */
  readonly folder: string;
  readonly database: Database;
  /** Told of objects that could not be removed. */
  readonly onError: (error: unknown) => void;
};

/** Files in object storage, of which this server's folder has copies. Which there are is said by the database. */
export class ObjectFiles implements FilesElsewhere {
  readonly #store: Store;
  readonly #folder: string;
  readonly #database: Database;
  /** The objects that files here are copies of, by path. */
  readonly #here: Map<string, string>;
  readonly #coming = new Map<string, Promise<void>>();
  readonly #onError: (error: unknown) => void;
  #seen = 0;

  private constructor({ store, folder, database, onError }: ObjectFilesNeeds, here: Map<string, string>) {
    this.#store = store;
    this.#folder = folder;
    this.#database = database;
    this.#onError = onError;
    this.#here = here;
  }

  static async open(needs: ObjectFilesNeeds): Promise<ObjectFiles> {
    return new ObjectFiles(needs, await readJournal(needs.folder));
  }

  send = async (path: string): Promise<void> => {
    const files: SharedFile[] = [];
    for (const file of await filesAt(this.#folder, path))
      files.push(
        await sendPieces(this.#store, this.#folder, file).catch((error: unknown) => this.#refuse(error)),
      );
    const before = await this.#put(files);
    for (const file of files) await this.#remember(file);
    for (const file of before) await this.#removePieces(file);
  };

  drop = async (path: string): Promise<void> => {
    const files = await this.#database.write(() => removeSharedFiles(path));
    for (const file of files) {
      await this.#forget(file.path);
      await this.#removePieces(file);
    }
  };

  fetch = async (path: string): Promise<boolean> => {
    // An image never changes: its folder has a name of its own.
    if (path.startsWith('images/') && (await this.#isHere(path))) return true;
    const files = await this.#database.read(() => sharedFilesAt(path));
    for (const file of files) await this.#bring(file);
    return files.length > 0;
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

  /** Learns what others have sent and removed since. What cannot be had now is asked for again at the next look. */
  async look(): Promise<void> {
    const changes = await this.#database.read(() => fileChangesAfter(this.#seen));
    for (const change of changes) await this.#follow(change);
    this.#seen = changes.at(-1)?.number ?? this.#seen;
  }

  async #follow(change: FileChange): Promise<void> {
    const { path, object, isGone } = change;
    if (isGone || (this.#here.has(path) && this.#here.get(path) !== object && isBig(path)))
      return await this.#forget(path);
    if (!isBig(path)) await this.#bring(change);
  }

  /** Of many who want one file one fetches it. */
  async #bring(file: SharedFile): Promise<void> {
    if (this.#here.get(file.path) === file.object && (await this.#isHere(file.path))) return;
    const bringing = this.#coming.get(file.object) ?? this.#fetch(file);
    this.#coming.set(file.object, bringing);
    await bringing;
  }

  async #fetch(file: SharedFile): Promise<void> {
    try {
      await fetchPieces(this.#store, this.#folder, file);
      await this.#remember(file);
    } finally {
      this.#coming.delete(file.object);
    }
  }

  async #isHere(path: string): Promise<boolean> {
    if (!this.#here.has(path)) return false;
    const found = await stat(join(this.#folder, path)).catch(absentIsNull);
    return found !== null && found.isFile();
  }

  async #remember({ path, object }: SharedFile): Promise<void> {
    this.#here.set(path, object);
    await appendFile(join(this.#folder, journalName), `${path}\t${object}\n`);
  }

  async #forget(path: string): Promise<void> {
    if (!this.#here.delete(path)) return;
    await rm(join(this.#folder, path), { force: true });
    await appendFile(join(this.#folder, journalName), `${path}\t\n`);
  }
}

async function readJournal(folder: string): Promise<Map<string, string>> {
  const text = await readFile(join(folder, journalName), 'utf8').catch(absentIsNull);
  const here = new Map<string, string>();
  for (const line of text?.split('\n') ?? []) {
    const [path = '', object = ''] = line.split('\t');
    if (object === '') here.delete(path);
    else here.set(path, object);
  }
  return here;
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

function absentIsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null;
  throw error;
}
