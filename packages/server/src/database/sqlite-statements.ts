import Sqlite from 'better-sqlite3';
import { UniqueViolation } from './work.ts';
import type { SqlValue } from './work.ts';

type ReadRows = (values: readonly SqlValue[], isFirst: boolean) => readonly unknown[];

/** Rows are made here: the driver's `all` compiles a function for each call that wants objects. */
export function rowReader(prepared: Sqlite.Statement): ReadRows {
  const names = prepared.columns().map(({ name }) => name);
  const raw = prepared.raw(true) as unknown as Sqlite.Statement<unknown[], unknown[]>;
  const rowOf = (fields: readonly unknown[]) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index += 1) row[names[index] ?? ''] = fields[index];
    return row;
  };
  return (values, isFirst) => {
    if (!isFirst) return raw.all(values).map(rowOf);
    const fields = raw.get(values);
    return fields === undefined ? [] : [rowOf(fields)];
  };
}

/** @throws UniqueViolation */
export function runUnique(prepared: Sqlite.Statement, values: SqlValue[]): Sqlite.RunResult {
  try {
    return prepared.run(values);
  } catch (error) {
    throw isUniqueViolation(error) ? new UniqueViolation(error) : error;
  }
}

function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Sqlite.SqliteError)) return false;
  return error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}
