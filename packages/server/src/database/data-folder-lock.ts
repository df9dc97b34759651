import { rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * Take a data folder for this process, and make it (for its owner only) where there is none. The kernel gives the
 * lock back when the process ends, however it ends; `netberth.pid` only tells people who has it.
 *
 * Nothing else in the process may open and close `netberth.lock`: closing any handle gives up a POSIX lock.
 */
export async function lockDataFolder(folder: string): Promise<{ release(): void }> {
  await makeFolder(folder);
  const pidFile = join(folder, 'netberth.pid');
  const lock = await takeLock(folder, pidFile);
  await writeFile(pidFile, `${process.pid}\n`).catch((error: unknown) => {
    lock.close();
    throw explain(folder, error);
  });
  return {
    release() {
      if (!lock.open) return;
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explain(folder, error);
  }
}

async function takeLock(folder: string, pidFile: string): Promise<Sqlite.Database> {
  let lock: Sqlite.Database | undefined;
  try {
    lock = new Sqlite(join(folder, 'netberth.lock'), { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    if (codeOf(error) !== 'SQLITE_BUSY') throw explain(folder, error);
    const holder = await readHolder(pidFile);
    throw startError(
      folder,
      `${holder} already uses it. Stop that one, or use another --data folder.`,
      error,
    );
  }
}

/** The holder may not have written its number yet. */
async function readHolder(pidFile: string): Promise<string> {
  const text = await readFile(pidFile, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  return /^\d+\n$/.test(text) ? `process ${text.trim()}` : 'another process';
}

function explain(folder: string, error: unknown): Error {
  switch (codeOf(error)) {
    case 'EEXIST':
    case 'ENOTDIR':
      return startError(
        folder,
        'it, or a part of its path, is not a folder. Use another --data folder.',
        error,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return startError(
        folder,
        'this user may not write there. Give it the right, or use another --data folder.',
        error,
      );
    default:
      return startError(folder, error instanceof Error ? error.message : String(error), error);
  }
}

function startError(folder: string, problem: string, cause: unknown): Error {
  return new Error(`Starting Netberth on "${folder}": ${problem}`, { cause });
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return '';
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
