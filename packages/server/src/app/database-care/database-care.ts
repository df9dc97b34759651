import { checkArchive } from '../../database/archive/read-archive.ts';
import { readQuery } from '../../database/foreign/read-query.ts';
import { backUpDatabase } from './backup-database.ts';
import { checkDatabase } from './check-database.ts';
import { migrateDatabase } from './migrate-database.ts';
import { copyDatabase, restoreDatabase } from './move-database.ts';

/** What people do with a database as a whole; loaded by the verbs for it alone. */
export const databaseCare = {
  backUp: backUpDatabase,
  check: checkDatabase,
  checkBackup: checkArchive,
  copy: copyDatabase,
  migrate: migrateDatabase,
  readQuery,
  restore: restoreDatabase,
} as const;

export type DatabaseCare = typeof databaseCare;
