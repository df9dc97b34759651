import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { NetberthServer } from '../../src/netberth-server.ts';

/** Signing in and asking are noted there, whatever is asked. */
const ofVisits = new Set(['sessions']);

/** What is in the database of a running server: each table with its number of rows and a hash of them. */
export function databaseContent(server: NetberthServer): Readonly<Record<string, string>> {
  const database = new Database(join(server.dataFolder, 'netberth.db'), { readonly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .pluck()
      .all() as string[];
    return Object.fromEntries(
      tables
        .filter((table) => !ofVisits.has(table))
        .map((table) => {
          const rows = database.prepare(`select * from "${table}"`).all();
          const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
          return [table, `${rows.length} ${hash}`];
        }),
    );
  } finally {
    database.close();
  }
}
