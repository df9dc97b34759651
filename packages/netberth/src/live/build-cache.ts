import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasErrorCode } from '../error-code.ts';

const execute = promisify(execFile);

/** How many of each kind stay. */
const kept = 6;

/**
 * What builds keep for the next one: systems as they came from the mirror, finished images, and packages. What is in it is whole:
 * it was made elsewhere in the same folder and renamed.
 */
export class BuildCache {
  readonly folder: string;
  readonly work: string;

  private constructor(folder: string, work: string) {
    this.folder = folder;
    this.work = work;
  }

  /** The folder for work is empty; what builds that were killed have left is removed. */
  static async open(folder: string, processId: number): Promise<BuildCache> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const owner = /^work-(\d+)$/.exec(name)?.[1];
      if (owner !== undefined && !isRunning(Number(owner), processId))
        await rm(join(folder, name), { recursive: true, force: true });
    }
    const work = join(folder, `work-${processId}`);
    for (const name of ['out', 'guest']) await mkdir(join(work, name), { recursive: true });
    return new BuildCache(folder, work);
  }

  /** The folder of a kept one, touched, so that it stays; null: there is none. */
  async find(kind: 'systems' | 'images', key: string): Promise<string | null> {
    const path = join(this.folder, kind, key);
    if (!existsSync(path)) return null;
    await utimes(path, new Date(), new Date());
    return path;
  }

  /** Takes over a folder of the work folder and gives where it is now. The oldest of its kind go. */
  async keep(kind: 'systems' | 'images', key: string, made: string): Promise<string> {
    const folder = join(this.folder, kind);
    const path = join(folder, key);
    await mkdir(folder, { recursive: true });
    await rm(path, { recursive: true, force: true });
    await rename(made, path);
    await utimes(path, new Date(), new Date());
    await this.#removeOldest(folder);
    return path;
  }

  async #removeOldest(folder: string): Promise<void> {
    const names = await readdir(folder);
    const dated = await Promise.all(
      names.map(async (name) => ({ name, atMs: (await stat(join(folder, name))).mtimeMs })),
    );
    for (const { name } of dated.toSorted((a, b) => b.atMs - a.atMs).slice(kept))
      await rm(join(folder, name), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await rm(this.work, { recursive: true, force: true });
  }
}

/** A copy with owners, modes, links and times; shares its blocks where the file system can. */
export async function copyTree(from: string, to: string, signal?: AbortSignal): Promise<void> {
  await execute('cp', ['-a', '--reflink=auto', from, to], { ...(signal && { signal }) });
}

function isRunning(processId: number, own: number): boolean {
  if (processId === own) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return hasErrorCode(error, 'EPERM');
  }
}
