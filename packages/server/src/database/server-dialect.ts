import type { Dialect, Driver, TransactionSettings } from 'kysely';
import type { GivesKeysBy } from './compile-statement.ts';

/** What the database servers need told apart for running works. */
export type ServerDialect = SharedDriver & {
  readonly givesKeysBy: GivesKeysBy;
  /**
   * Statements need not wait for the answer of the one before, and one that fails undoes its transaction whatever is
   * sent after it.
   */
  readonly isPipelined?: true;
  /** Told the text of a statement that will be sent again and again. */
  readonly keepPrepared?: (sql: string) => void;
  /** Selects one row: the server's clock in milliseconds since 1970, as `now`. */
  readonly now: string;
  /** Has a transaction see one moment and change nothing. */
  readonly snapshot: TransactionSettings;
  readonly failureOf: (error: unknown) => Failure;
};

/**
 * - `contended`: the server undid the transaction in favour of another one
 * - `disconnected`: there was no answer, or the server said goodbye
 * - `unique`: a second row with the same unique key
 * - `refused`: anything else the server said; asking again gives the same
 */
export type Failure = 'contended' | 'disconnected' | 'unique' | 'refused';

/** Why a database could not be opened, where that can be told. */
export type OpeningProblem = 'unreachable' | 'login' | 'database' | 'right';

/** Errors before any answer: of the system, or the drivers' own about time and broken connections. */
export function isNetworkError(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isNetworkError);
  if (!(error instanceof Error)) return false;
  const { syscall, code } = error as { syscall?: unknown; code?: unknown };
  return syscall !== undefined || code === 'PROTOCOL_CONNECTION_LOST' || networkMessage.test(error.message);
}

const networkMessage = /^(timeout expired|connect ETIMEDOUT|Connection terminated)/;

/** For {@link ServerDialect.snapshot}, where the database has words for both. */
export const readOnlySnapshot: TransactionSettings = {
  isolationLevel: 'repeatable read',
  accessMode: 'read only',
};

/** Kysely, for migrations, and works, which say themselves when they begin and commit, by the same connections. */
type SharedDriver = { readonly kysely: Dialect; readonly driver: Driver };

export function sharingDriver(dialect: Dialect): SharedDriver {
  const driver = dialect.createDriver();
  return {
    driver,
    kysely: {
      createDriver: () => driver,
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (database) => dialect.createIntrospector(database),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  };
}
