import { databaseUrlOf } from '../../config/config.ts';
import type { Config } from '../../config/config.ts';
import { migrationState } from '../../database/done-migrations.ts';
import { connectDatabase, migrateConnected } from '../../database/open-database.ts';
import { backupBeforeUpgrade } from './backup-database.ts';
import { demandAlone, lockServersOut, placeOf } from './database-place.ts';

export type MigratedDatabase = {
  readonly database: string;
  readonly migrated: readonly string[];
  /** Made before the first change; null: there was nothing to keep, or nothing to change, or it was not wanted. */
  readonly backup: string | null;
};

/** Bring the database of the settings to this version's tables, as the start of a server does. */
export async function migrateDatabase(
  config: Config,
  { wantsBackup, now }: { readonly wantsBackup: boolean; readonly now: Date },
): Promise<MigratedDatabase> {
  const url = databaseUrlOf(config);
  const lock = await lockServersOut(config.data, [url]);
  try {
    const connected = await connectDatabase(url);
    const { pending } = await migrationState(connected);
    let backup: string | null = null;
    const keep = backupBeforeUpgrade(
      config.data,
      () => now.getTime(),
      ({ file }) => (backup = file),
    );
    if (pending.length > 0) await demandAlone(connected, url);
    const before = wantsBackup ? keep(connected.kind) : undefined;
    const migrated = await migrateConnected(url, connected, before);
    await connected.close();
    return { database: placeOf(url), migrated, backup };
  } finally {
    lock.release();
  }
}
