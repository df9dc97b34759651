import { sql } from 'kysely';
import type { ConnectedDatabase } from './connected-database.ts';
import { migrations, newerMigrations } from './migrate.ts';
import { upkeepOf } from './upkeep/upkeep.ts';

export type MigrationState = {
  /** In the order in which this version does them; those that it does not know come last. */
  readonly done: readonly string[];
  readonly pending: readonly string[];
  /** Made by a newer version. */
  readonly unknown: readonly string[];
  /** One of these after which this version cannot use the tables. */
  readonly breaking: string | undefined;
};

/** How far the tables of a database are, without changing it. */
export async function migrationState({
  kind,
  query,
}: Pick<ConnectedDatabase, 'kind' | 'query'>): Promise<MigrationState> {
  const upkeep = await upkeepOf(kind);
  const isMade = (await upkeep.tableNames(query)).includes('migrations');
  const { rows } = isMade
    ? await sql<{ name: string }>`select name from migrations order by name`.execute(query)
    : { rows: [] };
  const found = new Set(rows.map(({ name }) => name));
  const known = migrations.map(({ name }) => name);
  const { all: unknown, breaking } = newerMigrations([...found]);
  return {
    done: [...known.filter((name) => found.has(name)), ...unknown],
    pending: known.filter((name) => !found.has(name)),
    unknown,
    breaking,
  };
}
