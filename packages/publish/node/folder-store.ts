import { createHash } from 'node:crypto';
import {
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import {
  PublishProblem,
  type NewObject,
  type ReadObject,
  type Store,
  type StoredObject,
} from '../src/index.ts';

/** The ending of files that are still being written; nobody is led to them. */
const draftEnding = '.part';
const staleLockMs = 60_000;

/** A folder that a web server serves. Its cache headers are the server's business. */
export class FolderStore implements Store {
  readonly title: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = resolve(folder);
    this.title = `dir:${folder}`;
  }

  async *list(prefix: string): AsyncGenerator<StoredObject> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    const entries = await readdir(join(this.#folder, folder), { recursive: true, withFileTypes: true }).catch(
      noneWhenAbsent,
    );
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith(draftEnding)) continue;
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(this.#folder.length + 1).replaceAll(sep, '/');
      const found = path.startsWith(prefix) ? await stat(file) : null;
      if (found !== null) yield { path, sizeBytes: found.size, md5: null, changedAt: found.mtime };
    }
  }

  async read(path: string): Promise<ReadObject | null> {
    try {
      const text = await readFile(this.#fileOf(path), 'utf8');
      return { text, stamp: createHash('sha256').update(text).digest('hex') };
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw problemOf(error, `read ${path} in ${this.title}`);
    }
  }

  async bytes(path: string): Promise<Uint8Array | null> {
    try {
      return await readFile(this.#fileOf(path));
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw problemOf(error, `read ${path} in ${this.title}`);
    }
  }

  async put(path: string, { bytes }: NewObject): Promise<void> {
    await this.#replace(path, async (draft) => {
      const file = await open(draft, 'w', 0o644);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  async copy(from: string, to: string): Promise<boolean> {
    try {
      await this.#replace(to, (draft) => copyFile(this.#fileOf(from), draft));
      return true;
    } catch (error) {
      if (error instanceof PublishProblem && isCode(error.cause, 'ENOENT')) return false;
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    const file = this.#fileOf(path);
    await rm(file, { force: true });
    for (let folder = dirname(file); folder !== this.#folder; folder = dirname(folder))
      if (!(await removeIfEmpty(folder))) return;
  }

  async swap(path: string, content: NewObject, seen: ReadObject | null): Promise<boolean> {
    const lock = `${this.#fileOf(path)}.lock${draftEnding}`;
    if (!(await takeLock(lock))) return false;
    try {
      const now = await this.read(path);
      if (now?.stamp !== seen?.stamp) return false;
      await this.put(path, content);
      return true;
    } finally {
      await rm(lock, { force: true });
    }
  }

  async #replace(path: string, write: (draft: string) => Promise<void>): Promise<void> {
    const file = this.#fileOf(path);
    const draft = `${file}.${process.pid}${draftEnding}`;
    try {
      await mkdir(dirname(file), { recursive: true });
      await write(draft);
      await rename(draft, file);
    } catch (error) {
      // What is in the way of writing may be in the way of removing too; the first reason is the one to tell.
      await rm(draft, { force: true }).catch(() => undefined);
      throw problemOf(error, `write ${path} to ${this.title}`);
    }
  }

  #fileOf(path: string): string {
    const file = resolve(this.#folder, path);
    if (file.startsWith(this.#folder + sep)) return file;
    throw new PublishProblem(`"${path}" leads out of ${this.title}`);
  }
}

/** What a process that was killed has left counts for a minute. */
async function takeLock(lock: string): Promise<boolean> {
  await mkdir(dirname(lock), { recursive: true });
  try {
    await writeFile(lock, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw problemOf(error, `write ${lock}`);
    const { mtimeMs } = await stat(lock);
    if (Date.now() - mtimeMs < staleLockMs) return false;
    await rm(lock, { force: true });
    return takeLock(lock);
  }
}

async function removeIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    // Somebody else has removed it: its parent may be empty now, too.
    if (isCode(error, 'ENOENT')) return true;
    throw error;
  }
}

function noneWhenAbsent(error: unknown): [] {
  if (isCode(error, 'ENOENT', 'ENOTDIR')) return [];
  throw error;
}

function problemOf(error: unknown, action: string): PublishProblem {
  const isFull = isCode(error, 'ENOSPC', 'EDQUOT');
  const why = isFull
    ? 'the disk is full: free some space'
    : error instanceof Error
      ? error.message
      : String(error);
  return new PublishProblem(`Cannot ${action}: ${why}`, { cause: error });
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
