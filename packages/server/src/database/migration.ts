import type {
  ColumnDataType,
  CreateTableBuilder,
  Expression,
  Kysely,
  RawBuilder,
  SchemaModule,
} from 'kysely';

/**
 * One step of the tables forward. Servers of the version before go on using the tables meanwhile and after it, so it adds:
 * tables, indexes, columns that may be null or have a default. What they cannot live with (a column gone, one that must
 * be given, values that they would misread) ends its name with `-breaking`; they then refuse the database
 * (docs/decisions/0034).
 */
export type Migration = {
  /** `0024-several-servers`, `0031-one-name-less-breaking`; stands in the database once it is done. */
  readonly name: string;
  readonly up: (tools: MigrationTools) => Promise<void>;
};

export type MigrationTools = {
  readonly schema: SchemaModule;
  readonly column: ColumnKinds;
  /** For what `schema` has no words for. */
  readonly run: (statement: RawBuilder<unknown>) => Promise<void>;
};

export function toolsOf(database: Kysely<unknown>, column: ColumnKinds): MigrationTools {
  return {
    schema: database.schema,
    column,
    run: async (statement) => void (await statement.execute(database)),
  };
}

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
  /** What finds parts of a text: SQLite's FTS5, an extension of PostgreSQL that not everybody may add, or nothing. */
  readonly partIndex: 'fts5' | 'pg_trgm' | 'none';
  /** Makes a table where a database has no words for `create table if not exists`. */
  readonly ifMissing?: (
    database: Kysely<unknown>,
    name: string,
    table: { readonly execute: () => Promise<void> },
  ) => Promise<void>;
};

/** Makes a migration's changes and writes its name into `migrations`. */
export type ApplyMigration = (
  database: Kysely<unknown>,
  migration: Migration,
  column: ColumnKinds,
) => Promise<void>;
