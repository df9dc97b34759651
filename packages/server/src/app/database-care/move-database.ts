import { mkdir } from 'node:fs/promises';
import { databaseUrlOf } from '../../config/config.ts';
import type { Config } from '../../config/config.ts';
import type { ArchivePart } from '../../database/archive/archive-part.ts';
import { dumpDatabase } from '../../database/archive/dump-database.ts';
import { loadDatabase } from '../../database/archive/load-database.ts';
import { checkArchive, readArchive } from '../../database/archive/read-archive.ts';
import { migrationState } from '../../database/done-migrations.ts';
import { connectDatabase } from '../../database/open-database.ts';
import type { OnRows } from './backup-database.ts';
import { checkConnected } from './check-database.ts';
import type { CheckedDatabase } from './check-database.ts';
import { connectExisting, demandAlone, lockServersOut, placeOf } from './database-place.ts';

export type MovedDatabase = {
  readonly from: string;
  readonly madeAt: string | null;
  readonly rows: number;
  /** Done afterwards, because the content was of an older version. */
  readonly migrated: readonly string[];
  /** Of what came out. */
  readonly check: CheckedDatabase;
};

type Telling = { readonly onPhase?: (phase: MovingPhase) => void; readonly onRows?: OnRows };
export type MovingPhase = 'reading' | 'writing';

/** Fill the empty database of the settings with a backup, which is read to its end before. */
export async function restoreDatabase(
  config: Config,
  file: string,
  telling: Telling = {},
): Promise<MovedDatabase> {
  const url = databaseUrlOf(config);
  telling.onPhase?.('reading');
  const archive = await explained(`Reading the backup ${file}`, checkArchive(file, telling.onRows));
  await mkdir(config.data, { recursive: true, mode: 0o700 });
  const moved = await fill(config, url, [url], () => readArchive(file), telling);
  return { from: file, madeAt: archive.madeAt, ...moved };
}

/** Fill an empty database with what another has. The one it comes from is only read. */
export async function copyDatabase(
  config: Config,
  { from, to }: { readonly from: string; readonly to: string },
  telling: Telling = {},
): Promise<MovedDatabase> {
  if (placeOf(from) === placeOf(to))
    throw new Error(`${placeOf(from)} cannot be copied to itself: name another database to write to.`);
  const source = await connectExisting(from);
  try {
    const { done } = await migrationState(source);
    if (done.length === 0)
      throw new Error(`${placeOf(from)} has no tables of Netberth: there is nothing to copy.`);
    await demandAlone(source, from);
    const parts = () => dumpDatabase(source, done, new Date().toISOString());
    return { from: placeOf(from), madeAt: null, ...(await fill(config, to, [from, to], parts, telling)) };
  } finally {
    await source.close();
  }
}

async function fill(
  config: Config,
  to: string,
  urls: readonly string[],
  parts: () => AsyncIterable<ArchivePart>,
  { onPhase, onRows }: Telling,
) {
  const lock = await lockServersOut(config.data, urls);
  try {
    const target = await connectDatabase(to);
    try {
      await demandAlone(target, to);
      onPhase?.('writing');
      const loading = loadDatabase(target, counted(parts(), onRows));
      const { rows, migrated } = await explained(`Filling ${placeOf(to)}`, loading);
      return { rows, migrated, check: await checkConnected(target, config, placeOf(to)) };
    } finally {
      await target.close();
    }
  } finally {
    lock.release();
  }
}

async function* counted(parts: AsyncIterable<ArchivePart>, onRows: OnRows = () => undefined) {
  let rows = 0;
  for await (const part of parts) {
    yield part;
    if (part.part === 'rows') onRows((rows += part.rows.length));
  }
}

async function explained<Result>(what: string, doing: Promise<Result>): Promise<Result> {
  try {
    return await doing;
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
