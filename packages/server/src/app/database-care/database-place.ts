import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { dirname, join, resolve } from 'node:path';
import { connectDatabase, shownUrl } from '../../database/open-database.ts';
import { lockDataFolder } from '../../database/data-folder-lock.ts';
import type { ConnectedDatabase } from '../../database/connected-database.ts';
import { upkeepOf } from '../../database/upkeep/upkeep.ts';

/** The file of a SQLite database; null: it is on a server. */
function sqliteFileOf(url: string): string | null {
  if (!url.startsWith('sqlite:')) return null;
  return resolve(url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, ''));
}

/** `sqlite:/srv/netberth/netberth.db`, `postgres://…@db/netberth`. */
export function placeOf(url: string): string {
  const file = sqliteFileOf(url);
  return file === null ? shownUrl(url) : `sqlite:${file}`;
}

/** @throws when there is none: nothing is made by looking. */
export async function connectExisting(url: string): Promise<ConnectedDatabase> {
  const file = sqliteFileOf(url);
  if (file !== null && !existsSync(file))
    throw new Error(
      `There is no database ${file}. Name its data folder with --data DIR, or the database with --database URL.`,
    );
  return await connectDatabase(url, { mustExist: true });
}

/** Keeps servers of these folders away. Of a SQLite database elsewhere the folder it lies in is one, too. */
export async function lockServersOut(
  data: string,
  urls: readonly string[],
): Promise<{ readonly release: () => void }> {
  const folders = new Set([resolve(data)]);
  for (const file of urls.map(sqliteFileOf))
    if (file !== null && existsSync(join(dirname(file), 'netberth.lock'))) folders.add(dirname(file));
  const locks: { release(): void }[] = [];
  const release = () => {
    for (const lock of locks.splice(0)) lock.release();
  };
  try {
    for (const folder of folders) if (existsSync(folder)) locks.push(await lockDataFolder(folder));
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

/** Servers on other hosts have data folders of their own: only the database knows of them. */
export async function demandAlone({ kind, query }: ConnectedDatabase, url: string): Promise<void> {
  const { others } = await upkeepOf(kind);
  if (others === null) return;
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const count = await query.connection().execute((one) => others(one));
    if (count === 0) return;
    if (Date.now() > deadlineMs)
      throw new Error(
        `${placeOf(url)} is in use: other connections to it are open, ${count} of them. Stop every Netberth that runs on it, and try again.`,
      );
    await setTimeout(pauseMs);
  }
}

/** The connections of a server that has just stopped end a little later. */
const patienceMs = 3000;
const pauseMs = 100;
