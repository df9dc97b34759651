import { localCommand, type LocalCommand } from '../local-command.ts';
import { dbBackup, dbCheck, dbCopy, dbMigrate, dbRestore } from './db-definitions.ts';
import { dbBackupText, dbCheckText, dbMigrateText, dbMovedText } from './db-texts.ts';

const care = () => import('./run-care.ts');

export const dbVerbs: readonly LocalCommand[] = [
  localCommand(
    dbMigrate,
    async (input, surroundings) => (await care()).migrateDatabase(input, surroundings),
    dbMigrateText,
  ),
  localCommand(
    dbCheck,
    async (input, surroundings) => (await care()).checkDatabase(input, surroundings),
    dbCheckText,
  ),
  localCommand(
    dbBackup,
    async (input, surroundings) => (await care()).backUpDatabase(input, surroundings),
    dbBackupText,
  ),
  localCommand(
    dbRestore,
    async (input, surroundings) => (await care()).restoreDatabase(input, surroundings),
    dbMovedText,
  ),
  localCommand(
    dbCopy,
    async (input, surroundings) => (await care()).copyDatabase(input, surroundings),
    dbMovedText,
  ),
];
