import type { Dialect } from 'kysely';

/** What the database servers need told apart for running works. */
export type ServerDialect = {
  readonly kysely: Dialect;
  /** Whether generated keys are asked for with `returning`; else the driver reports them. */
  readonly returning: boolean;
  /** Selects one row: the server's clock in milliseconds since 1970, as `now`. */
  readonly now: string;
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
