import { localVerb, type LocalVerb } from '../local-verb.ts';
import { dbBackup, dbCheck, dbCopy, dbMigrate, dbRestore } from './db-definitions.ts';
import { dbBackupText, dbCheckText, dbMigrateText, dbMovedText } from './db-texts.ts';

const care = () => import('./run-care.ts');

export const dbVerbs: readonly LocalVerb[] = [
  localVerb(
    dbMigrate,
    async (input, surroundings) => (await care()).migrateDatabase(input, surroundings),
    dbMigrateText,
  ),
  localVerb(
    dbCheck,
    async (input, surroundings) => (await care()).checkDatabase(input, surroundings),
    dbCheckText,
  ),
  localVerb(
    dbBackup,
    async (input, surroundings) => (await care()).backUpDatabase(input, surroundings),
    dbBackupText,
  ),
  localVerb(
    dbRestore,
    async (input, surroundings) => (await care()).restoreDatabase(input, surroundings),
    dbMovedText,
  ),
  localVerb(
    dbCopy,
    async (input, surroundings) => (await care()).copyDatabase(input, surroundings),
    dbMovedText,
  ),
];
