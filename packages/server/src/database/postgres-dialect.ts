import { PostgresDialect, sql } from 'kysely';
import type { ColumnKinds } from './migration.ts';
import type { PipelinedPool } from './postgres-pipelined-pool.ts';
import { isNetworkError, readOnlySnapshot, sharingDriver } from './server-dialect.ts';
import type { Failure, OpeningProblem, ServerDialect } from './server-dialect.ts';
import { isStalePlan } from './stale-plan.ts';

export const postgresColumns: ColumnKinds = {
  generatedKey: (name) => (table) =>
    table.addColumn(name, 'bigint', (c) => c.generatedByDefaultAsIdentity().primaryKey()),
  name: sql`varchar(320) collate "C"`,
  text: sql`text collate "C"`,
  integer: sql`bigint`,
  partIndex: 'pg_trgm',
};

export function postgresDialect(pool: PipelinedPool): ServerDialect {
  return {
    ...sharingDriver(new PostgresDialect({ pool })),
    givesKeysBy: 'returning',
    isPipelined: true, // by PipelinedPool
    keepPrepared: (statement) => pool.keepPrepared(statement),
    snapshot: readOnlySnapshot,
    // Not transaction_timestamp(): that is taken before the snapshot, so a row seen could be younger than "now".
    now: 'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now',
    failureOf: postgresFailure,
  };
}

function postgresFailure(error: unknown): Failure {
  const code = sqlState(error);
  if (code === undefined) return 'disconnected';
  switch (code) {
    case '23505':
      return 'unique';
    case '40001': // serialization_failure
    case '40P01': // deadlock_detected
    case '55P03': // lock_not_available
      return 'contended';
    case '0A000': // feature_not_supported
      return isStalePlan(error) ? 'contended' : 'refused';
    case '53300': // too_many_connections
    case '25P03': // idle_in_transaction_session_timeout
      return 'disconnected';
    default:
      // 08: connection exception; 57P: the server is stopping, starting, or ended this session.
      return code.startsWith('08') || code.startsWith('57P') ? 'disconnected' : 'refused';
  }
}

export function postgresOpeningProblem(error: unknown): OpeningProblem | undefined {
  const code = sqlState(error);
  if (code === undefined) return isNetworkError(error) ? 'unreachable' : undefined;
  switch (code) {
    case '28P01':
    case '28000':
      return 'login';
    case '3D000':
      return 'database';
    case '42501':
      return 'right';
    default:
      return postgresFailure(error) === 'disconnected' ? 'unreachable' : undefined;
  }
}

/** The driver's own errors carry no `severity`: only what the server said does. */
function sqlState(error: unknown): string | undefined {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && severity !== undefined ? code : undefined;
}
