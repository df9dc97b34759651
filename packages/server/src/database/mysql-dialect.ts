import { MysqlDialect, sql } from 'kysely';
import type { MysqlPool } from 'kysely';
import type { ColumnKinds } from './migration.ts';
import { isNetworkError, readOnlySnapshot, sharingDriver } from './server-dialect.ts';
import type { Failure, OpeningProblem, ServerDialect } from './server-dialect.ts';

/** Both compare bytes and, unlike the older `_bin`, keep trailing blanks apart. */
export type NoPadCollation = 'utf8mb4_0900_bin' | 'utf8mb4_nopad_bin';

export function mysqlColumns(collation: NoPadCollation): ColumnKinds {
  const compared = sql`character set utf8mb4 collate ${sql.raw(collation)}`;
  return {
    generatedKey: (name) => (table) =>
      table.addColumn(name, 'bigint', (c) => c.notNull().autoIncrement().primaryKey()),
    name: sql`varchar(320) ${compared}`,
    text: sql`longtext ${compared}`,
    integer: sql`bigint`,
    partIndex: 'none',
  };
}

export function mysqlDialect(pool: MysqlPool): ServerDialect {
  return {
    ...sharingDriver(new MysqlDialect({ pool })),
    givesKeysBy: 'driver',
    snapshot: readOnlySnapshot,
    now: 'select cast(floor(unix_timestamp(current_timestamp(3)) * 1000) as signed) as now',
    failureOf: mysqlFailure,
  };
}

function mysqlFailure(error: unknown): Failure {
  switch (serverErrorNumber(error)) {
    case undefined:
      return 'disconnected';
    case 1062: // ER_DUP_ENTRY
    case 1586: // ER_DUP_ENTRY_WITH_KEY_NAME
      return 'unique';
    case 1205: // ER_LOCK_WAIT_TIMEOUT
    case 1213: // ER_LOCK_DEADLOCK; also a lost certification on a Galera cluster
    case 1020: // ER_CHECKREAD: MariaDB's snapshot isolation
    case 3101: // ER_TRANSACTION_ROLLBACK_DURING_COMMIT, group replication
      return 'contended';
    case 1040: // ER_CON_COUNT_ERROR
    case 1053: // ER_SERVER_SHUTDOWN
    case 1927: // ER_CONNECTION_KILLED
    case 4031: // ER_CLIENT_INTERACTION_TIMEOUT
      return 'disconnected';
    default:
      return 'refused';
  }
}

export function mysqlOpeningProblem(error: unknown): OpeningProblem | undefined {
  switch (serverErrorNumber(error)) {
    case undefined:
      return isNetworkError(error) ? 'unreachable' : undefined;
    case 1045: // ER_ACCESS_DENIED_ERROR
    case 1698: // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
      return 'login';
    case 1044: // ER_DBACCESS_DENIED_ERROR: also the answer for a database that is not there
    case 1049: // ER_BAD_DB_ERROR
      return 'database';
    case 1142: // ER_TABLEACCESS_DENIED_ERROR
      return 'right';
    default:
      return mysqlFailure(error) === 'disconnected' ? 'unreachable' : undefined;
  }
}

/** Only what the server said carries an SQL state; the driver's own errors and the system's do not. */
export function serverErrorNumber(error: unknown): number | undefined {
  const { errno, sqlState } = error as { errno?: unknown; sqlState?: unknown };
  return typeof errno === 'number' && typeof sqlState === 'string' ? errno : undefined;
}
