import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { markDone } from './migrate.ts';
import { toolsOf } from './migration.ts';
import type { ApplyMigration, ColumnKinds, Migration } from './migration.ts';
import { serverErrorNumber } from './mysql-dialect.ts';

/**
 * MySQL commits each change of a table by itself. So the place reached is written down around each statement, and
 * a migration that was interrupted goes on from there.
 */
export const applyInSteps: ApplyMigration = async (database, migration, column) => {
  await makePlaces(database);
  const statements = await statementsOf(migration, column);
  const found = await readPlace(database, migration);
  for (const [step, statement] of statements.entries()) {
    if (step < found.step) continue;
    await writePlace(database, migration, { step, isBegun: true });
    try {
      await database.executeQuery(statement);
    } catch (error) {
      const isDoneAlready = step === found.step && found.isBegun && saysDoneAlready(error);
      if (!isDoneAlready) {
        if (serverErrorNumber(error) !== undefined) {
          await writePlace(database, migration, { step, isBegun: false });
        }
        throw error;
      }
    }
  }
  await markDone(database, migration);
  await sql`delete from migration_places where migration = ${migration.name}`.execute(database);
};

/** The statement to go on with, and whether it may have been done before the interruption. */
type Place = { readonly step: number; readonly isBegun: boolean };

async function makePlaces(database: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists migration_places
    (migration varchar(320) primary key, step bigint not null, is_begun bigint not null)`.execute(database);
}

async function readPlace(database: Kysely<unknown>, { name }: Migration): Promise<Place> {
  const { rows } = await sql<{ step: number; is_begun: number }>`
    select step, is_begun from migration_places where migration = ${name}`.execute(database);
  return { step: rows[0]?.step ?? 0, isBegun: rows[0]?.is_begun === 1 };
}

async function writePlace(database: Kysely<unknown>, { name }: Migration, place: Place): Promise<void> {
  await sql`replace into migration_places (migration, step, is_begun)
    values (${name}, ${place.step}, ${place.isBegun ? 1 : 0})`.execute(database);
}

/** A migration only gets tools that change tables, so its statements can be had without a database. */
async function statementsOf(migration: Migration, column: ColumnKinds): Promise<readonly CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const recorder = new Kysely({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new MysqlIntrospector(database),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query),
  });
  await migration.up(toolsOf(recorder, column));
  return statements;
}

function saysDoneAlready(error: unknown): boolean {
  switch (serverErrorNumber(error)) {
    case 1050: // ER_TABLE_EXISTS_ERROR
    case 1051: // ER_BAD_TABLE_ERROR: nothing to drop
    case 1060: // ER_DUP_FIELDNAME
    case 1061: // ER_DUP_KEYNAME
    case 1091: // ER_CANT_DROP_FIELD_OR_KEY
      return true;
    default:
      return false;
  }
}
