import type { Dialect, TransactionBuilder } from 'kysely';
import type { GivesKeysBy } from './compile-statement.ts';
import type { Tables } from './tables.ts';

/** What the database servers need told apart for running works. */
export type ServerDialect = {
  readonly kysely: Dialect;
  readonly givesKeysBy: GivesKeysBy;
  /** Statements need not wait for the answer of the one before. */
  readonly isPipelined?: true;
  /** Selects one row: the server's clock in milliseconds since 1970, as `now`. */
  readonly now: string;
  /** Has a transaction see one moment and change nothing. */
  readonly snapshot: (transaction: TransactionBuilder<Tables>) => TransactionBuilder<Tables>;
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
export function readOnlySnapshot(transaction: TransactionBuilder<Tables>): TransactionBuilder<Tables> {
  return transaction.setIsolationLevel('repeatable read').setAccessMode('read only');
}
