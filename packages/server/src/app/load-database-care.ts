import type { DatabaseCare } from './database-care/database-care.ts';

/** Servers do without, so that only the verbs for databases load it. */
export async function loadDatabaseCare(): Promise<DatabaseCare> {
  return (await import('./database-care/database-care.ts')).databaseCare;
}
