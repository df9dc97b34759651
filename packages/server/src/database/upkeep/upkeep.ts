import type { Kysely, RawBuilder } from 'kysely';
import type { DatabaseKind } from '../connected-database.ts';
import type { Tables } from '../tables.ts';

/** What the databases do differently when they are looked after rather than used. */
export type Upkeep = {
  /** How people call it. */
  readonly title: string;
  /** Every table of its schema, those of somebody else too. */
  readonly tableNames: (query: Query) => Promise<readonly string[]>;
  /** @returns the last key that the counter of a table gave; 0: none yet */
  readonly lastKey: (query: Query, counter: Counter) => Promise<number>;
  /** The next key is the one after. */
  readonly countFrom: (query: Query, counter: Counter, last: number) => Promise<void>;
  /** With indexes and logs, as far as the database tells. */
  readonly sizeBytes: (query: Query) => Promise<number>;
  /** Has the database look at its own files. @returns one sentence for each fault */
  readonly faults: (query: Query, tables: readonly string[]) => Promise<readonly string[]>;
  /** What of that only its administrator can do; null: nothing. */
  readonly beyond: string | null;
  /** Other connections to this database; null: the database cannot tell. */
  readonly others: ((query: Query) => Promise<number>) | null;
  /** What stands before and behind an insert of rows that bring their own keys, in one statement with it. */
  readonly aroundKeys?: (
    table: string,
  ) => readonly [before: RawBuilder<unknown>, behind: RawBuilder<unknown>];
  /** Whether names have at most 320 characters there. */
  readonly cutsNames: boolean;
};

export type Query = Kysely<Tables>;
export type Counter = { readonly table: string; readonly column: string };

/** Loaded when somebody looks after a database of that kind. */
export async function upkeepOf(kind: DatabaseKind): Promise<Upkeep> {
  switch (kind) {
    case 'sqlite':
      return (await import('./sqlite-upkeep.ts')).sqliteUpkeep;
    case 'postgres':
      return (await import('./postgres-upkeep.ts')).postgresUpkeep;
    case 'mysql':
      return (await import('./mysql-upkeep.ts')).mysqlUpkeep;
    case 'mssql':
      return (await import('./mssql-upkeep.ts')).mssqlUpkeep;
  }
}
