import { sql } from 'kysely';
import type { ColumnDataType, CreateTableBuilder, Expression, Kysely, SchemaModule } from 'kysely';
import { foundation } from './migrations/0001-foundation.ts';

export type Migration = {
  readonly name: string;
  readonly up: (tools: MigrationTools) => Promise<void>;
};

export type MigrationTools = { readonly schema: SchemaModule; readonly column: ColumnKinds };

type DataType = ColumnDataType | Expression<unknown>;

/** What the databases spell differently. */
export type ColumnKinds = {
  /** Adds a primary key that the database counts up and never uses twice. */
  readonly generatedKey: <Table extends string, Columns extends string>(
    name: Columns,
  ) => (table: CreateTableBuilder<Table, Columns>) => CreateTableBuilder<Table, Columns>;
  /** Up to 320 characters, compared byte by byte, can be a key. */
  readonly name: DataType;
  readonly text: DataType;
  /** 64 bits. */
  readonly integer: DataType;
};

const migrations: readonly Migration[] = [foundation];

/** Makes a migration's changes and writes its name into `migrations`. */
export type ApplyMigration = (
  database: Kysely<unknown>,
  migration: Migration,
  column: ColumnKinds,
) => Promise<void>;

/**
 * Bring an opened database to this version's tables. Migrations only go forward. The caller keeps other servers
 * away meanwhile.
 */
export async function migrate(
  database: Kysely<unknown>,
  column: ColumnKinds,
  apply: ApplyMigration = applyInOneTransaction,
): Promise<readonly string[]> {
  await database.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', column.name, (c) => c.primaryKey())
    .execute();
  const done = await sql<{ name: string }>`select name from migrations`.execute(database);
  const known = new Set(migrations.map(({ name }) => name));
  const newer = done.rows.filter(({ name }) => !known.has(name));
  if (newer.length > 0) {
    throw new Error(
      `it has the migration "${newer[0]?.name}", which this version of Netberth does not know. Start the newer version that made it.`,
    );
  }
  const doneNames = new Set(done.rows.map(({ name }) => name));
  const pending = migrations.filter(({ name }) => !doneNames.has(name));
  for (const migration of pending) {
    await apply(database, migration, column);
  }
  return pending.map(({ name }) => name);
}

const applyInOneTransaction: ApplyMigration = (database, migration, column) =>
  database.transaction().execute(async (transaction) => {
    await migration.up({ schema: transaction.schema, column });
    await markDone(transaction, migration);
  });

export async function markDone(database: Kysely<unknown>, { name }: Migration): Promise<void> {
  await sql`insert into migrations (name) values (${name})`.execute(database);
}
