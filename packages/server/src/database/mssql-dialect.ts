import { MssqlDialect, sql } from 'kysely';
import type { MssqlDialectConfig, QueryCompiler } from 'kysely';
import type { ColumnKinds } from './migration.ts';
import { NetberthMssqlCompiler } from './mssql-query-compiler.ts';
import { isNetworkError, sharingDriver } from './server-dialect.ts';
import type { Failure, OpeningProblem, ServerDialect } from './server-dialect.ts';

/** Compares code units. What SQL Server takes for the same in spite of it: names that differ in blanks at their end. */
const compared = sql.raw('collate Latin1_General_100_BIN2');

export const mssqlColumns: ColumnKinds = {
  generatedKey: (name) => (table) =>
    table.addColumn(name, 'bigint', (c) => c.notNull().identity().primaryKey()),
  // 320 characters of which each may take two.
  name: sql`nvarchar(640) ${compared}`,
  text: sql`nvarchar(max) ${compared}`,
  integer: sql`bigint`,
  partIndex: 'none',
  async ifMissing(database, name, table) {
    const found = await sql<{ id: number | null }>`select object_id(${name}) as id`.execute(database);
    if (typeof found.rows[0]?.id !== 'number') await table.execute();
  },
};

class NetberthMssqlDialect extends MssqlDialect {
  override createQueryCompiler(): QueryCompiler {
    return new NetberthMssqlCompiler();
  }
}

export function mssqlDialect(config: MssqlDialectConfig): ServerDialect {
  return {
    ...sharingDriver(new NetberthMssqlDialect(config)),
    givesKeysBy: 'output',
    now: `select datediff_big(millisecond, '1970-01-01', sysutcdatetime()) as now`,
    snapshot: { isolationLevel: 'snapshot' },
    failureOf: mssqlFailure,
  };
}

function mssqlFailure(error: unknown): Failure {
  switch (mssqlErrorNumber(error)) {
    case undefined:
      return 'disconnected';
    case 2601: // duplicate key in a unique index
    case 2627: // duplicate key of a constraint
      return 'unique';
    case 1205: // deadlock victim
    case 1222: // lock request time out
    case 3960: // snapshot: somebody else has changed the row
    case 3961: // snapshot: somebody else has changed the table
      return 'contended';
    case 596: // the session was killed
    case 6005: // the server shuts down
    case 10928: // no more connections (Azure)
    case 40613: // the database is moved (Azure)
      return 'disconnected';
    default:
      return 'refused';
  }
}

export function mssqlOpeningProblem(error: unknown): OpeningProblem | undefined {
  switch (mssqlErrorNumber(error)) {
    case undefined:
      return openingCode(error);
    case 18456: // login failed
    case 18452: // login from a domain that is not trusted
      return 'login';
    case 4060: // cannot open the database
      return 'database';
    case 262: // permission denied in the database
    case 229: // permission denied on an object
      return 'right';
    default:
      return undefined;
  }
}

function openingCode(error: unknown): OpeningProblem | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'ELOGIN') return /cannot open database/i.test(String(message)) ? 'database' : 'login';
  const isAway = code === 'ESOCKET' || code === 'ETIMEOUT' || code === 'EINSTLOOKUP';
  return isAway || isNetworkError(error) ? 'unreachable' : undefined;
}

/** Of what the server said; a statement that fails in several ways fails with a list of these. */
function mssqlErrorNumber(error: unknown): number | undefined {
  const errors: readonly unknown[] = Array.isArray(error) ? error : [error];
  for (const one of errors) {
    const { number, code } = one as { number?: unknown; code?: unknown };
    if (code === 'EREQUEST' && typeof number === 'number') return number;
  }
  return undefined;
}
