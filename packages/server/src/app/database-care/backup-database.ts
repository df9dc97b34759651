import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { databaseUrlOf } from '../../config/config.ts';
import type { Config } from '../../config/config.ts';
import { dumpDatabase } from '../../database/archive/dump-database.ts';
import { writeArchive } from '../../database/archive/write-archive.ts';
import type { WrittenArchive } from '../../database/archive/write-archive.ts';
import type { BeforeUpgrade, DatabaseKind } from '../../database/connected-database.ts';
import { migrationState } from '../../database/done-migrations.ts';
import { filesFolderOf } from '../files-folder.ts';
import { connectExisting, placeOf } from './database-place.ts';

export type OnRows = (rows: number) => void;

export type BackedUp = WrittenArchive & {
  readonly database: string;
  /** What belongs to it and is not in it. */
  readonly keepToo: readonly string[];
};

/** Write everything in the tables to a file, at one moment; a server may run on them meanwhile. */
export async function backUpDatabase(
  config: Config,
  { output, now, onRows }: { readonly output: string | null; readonly now: Date; readonly onRows?: OnRows },
): Promise<BackedUp> {
  const url = databaseUrlOf(config);
  const connected = await connectExisting(url);
  try {
    const { done } = await migrationState(connected);
    if (done.length === 0)
      throw new Error(`${placeOf(url)} has no tables of Netberth: there is nothing to back up.`);
    const file = output ?? join(await backupFolder(config.data), `netberth-${stamp(now)}.backup`);
    const written = await writeArchive(dumpDatabase(connected, done, now.toISOString()), file, onRows);
    const data = resolve(config.data);
    const keepToo = [join(data, 'keys'), join(filesFolderOf(config.files, data).files, 'images')];
    return { ...written, database: placeOf(url), keepToo };
  } finally {
    await connected.close();
  }
}

/**
 * For opening a database: nothing goes back to an older version's tables but a backup of these, so one is made before the
 * first change.
 */
export function backupBeforeUpgrade(
  data: string,
  clock: () => number,
  onWritten: (written: WrittenArchive & { readonly next: string }) => void,
): (kind: DatabaseKind) => BeforeUpgrade {
  return (kind) =>
    async (query, { done, pending: [next = ''] }) => {
      const now = new Date(clock());
      const file = join(await backupFolder(data), `before-${next}-${stamp(now)}.backup`);
      const parts = dumpDatabase({ kind, query }, done, now.toISOString());
      onWritten({ ...(await writeArchive(parts, file)), next });
    };
}

async function backupFolder(data: string): Promise<string> {
  const folder = join(resolve(data), 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** `20261121T211500Z` */
function stamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
