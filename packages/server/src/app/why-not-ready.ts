import { newerMigrations } from '../database/migrate.ts';
import { readAll, statement } from '../database/work.ts';
import type { Reading } from '../database/work.ts';

const migrationNames = statement()((query) => query.selectFrom('migrations').select('name'));

/** @returns why no more requests should come to this server; null: let them come */
export function* whyNotReady(): Reading<string | null> {
  const done = (yield* readAll(migrationNames, {})).map(({ name }) => name);
  const { breaking } = newerMigrations(done);
  return breaking === undefined
    ? null
    : `a newer version has changed the tables ("${breaking}"): start that one in place of this`;
}
