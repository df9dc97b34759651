import type { Compilable, Kysely } from 'kysely';
import type { Keyring } from './keyring.ts';
import type { Tables } from './tables.ts';

/**
 * What is done in one transaction, written as a generator that yields each statement and gets its answer back.
 *
 * The text of a work does not know who runs it. On SQLite it runs synchronously, many works to one durable
 * commit; on a server database each `yield` is a round trip (docs/decisions/0002). It may be run again from the
 * start when its transaction is lost, so it changes nothing outside the database and takes no other input than
 * its arguments and `now()`.
 */
export type Reading<Result> = Generator<ReadRequest, Result, Answer>;
export type Writing<Result> = Generator<ReadRequest | WriteRequest, Result, Answer>;

export type ReadRequest =
  | { readonly kind: 'now' }
  | { readonly kind: 'keyring' }
  | StatementRead
  /** Answered by the rows of each, in this order. */
  | { readonly kind: 'together'; readonly reads: readonly StatementRead[] }
  | { readonly kind: 'query'; readonly build: (query: Query) => Compilable };
export type StatementRead = {
  readonly kind: 'read';
  readonly statement: Statement;
  readonly values: Values;
  /** At most the first row is wanted. */
  readonly isFirst: boolean;
};
export type WriteRequest = {
  readonly kind: 'write';
  readonly statement: Statement;
  readonly values: Values;
  /** The work asks nothing after it. */
  readonly isLast?: true;
};

export type Query = Kysely<Tables>;
export type Values = Readonly<Record<string, SqlValue>>;
export type SqlValue = string | number | null;

export type Answer = {
  readonly rows: readonly unknown[];
  /** Rows that a write changed. */
  readonly changes: number;
  /** The generated key of an insert into a table that has one, else 0. */
  readonly insertId: number;
};

/** A statement whose text is made once per database; its values are named. */
export type Statement<Named extends Values = Values, Row = unknown> = {
  readonly build: (query: Query, values: Named) => Compilable<Row>;
  /** The generated key column to give back, where the database must be asked for it. */
  readonly generatedKey?: 'id' | 'number';
};

/**
 * Declare a statement. The builder sees placeholders where its values will be: it may pass them on, not look at them.
 *
 * @example
 * const machineById = statement<{ id: number }>()((query, { id }) =>
 *   query.selectFrom('machines').selectAll().where('id', '=', id));
 */
export function statement<Named extends Values = Record<never, never>>() {
  return <Row>(
    build: (query: Query, values: Named) => Compilable<Row>,
    generatedKey?: 'id' | 'number',
  ): Statement<Named, Row> => ({ build, ...(generatedKey && { generatedKey }) });
}

export function* readAll<Named extends Values, Row>(
  toRun: Statement<Named, Row>,
  values: NoInfer<Named>,
): Reading<readonly Row[]> {
  const statement = toRun as unknown as Statement;
  return (yield { kind: 'read', statement, values, isFirst: false }).rows as readonly Row[];
}

export function* readFirst<Named extends Values, Row>(
  toRun: Statement<Named, Row>,
  values: NoInfer<Named>,
): Reading<Row | undefined> {
  const statement = toRun as unknown as Statement;
  return (yield { kind: 'read', statement, values, isFirst: true }).rows[0] as Row | undefined;
}

/**
 * Reads that do not wait for each other: one round trip where the database can.
 *
 * @example
 * const [owners, machines] = yield* readTogether(reading(ownerOf, { mac }), reading(machineOf, { mac }));
 */
export function* readTogether<Rows extends readonly unknown[]>(
  ...reads: { readonly [Index in keyof Rows]: RowsRead<Rows[Index]> }
): Reading<{ readonly [Index in keyof Rows]: readonly Rows[Index][] }> {
  const { rows } = yield { kind: 'together', reads };
  return rows as { readonly [Index in keyof Rows]: readonly Rows[Index][] };
}

/** For {@link readTogether}. */
export function reading<Named extends Values, Row>(
  toRun: Statement<Named, Row>,
  values: NoInfer<Named>,
): RowsRead<Row> {
  return { kind: 'read', statement: toRun as unknown as Statement, values, isFirst: false };
}

/** Who asks for it knows what its rows are. */
type RowsRead<Row> = StatementRead & { readonly row?: Row };

/** A query whose shape depends on the request (filters): compiled each time, for administrators' lists. */
export function* readQuery<Row>(build: (query: Query) => Compilable<Row>): Reading<readonly Row[]> {
  return (yield { kind: 'query', build }).rows as readonly Row[];
}

/** @returns rows changed: 0 tells a compare-and-set that somebody else was first. */
export function* change<Named extends Values>(
  toRun: Statement<Named>,
  values: NoInfer<Named>,
): Writing<number> {
  return (yield { kind: 'write', statement: toRun as unknown as Statement, values }).changes;
}

/** @returns the generated key. */
export function* insert<Named extends Values>(
  toRun: Statement<Named>,
  values: NoInfer<Named>,
): Writing<number> {
  return (yield { kind: 'write', statement: toRun as unknown as Statement, values }).insertId;
}

/**
 * An insert that its work ends with: where the database can, it is committed in the same round trip.
 * @returns the generated key, after which the work may ask nothing more
 */
export function* insertLast<Named extends Values>(
  toRun: Statement<Named>,
  values: NoInfer<Named>,
): Writing<number> {
  const statement = toRun as unknown as Statement;
  return (yield { kind: 'write', statement, values, isLast: true }).insertId;
}

/** A work that goes on behind {@link insertLast}: a mistake of whoever wrote it. */
export class WorkGoesOn extends Error {
  override readonly name = 'WorkGoesOn';
  constructor() {
    super('Running a work: it asks for more after what it said was its last statement.');
  }
}

/** The database's clock, in milliseconds since 1970: the only clock that expiry is measured with. */
export function* now(): Reading<number> {
  return ((yield { kind: 'now' }).rows[0] as { now: number }).now;
}

/** The keys that the database was opened with; see features/secrets/secret-store.ts, which alone uses them. */
export function* keyring(): Reading<Keyring> {
  return (yield { kind: 'keyring' }).rows[0] as Keyring;
}

/** Thrown inside a work whose compare-and-set lost: the transaction is undone and the work runs again. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

/** A statement would have made a second row with the same unique key. Nothing of the work is kept. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  constructor(cause: unknown) {
    super('Writing to the database: there is a row with the same unique key already.', { cause });
  }
}

/** Other writers were first, each time. Nothing of the work is kept; it may be tried later. */
export class Contended extends Error {
  override readonly name = 'Contended';
  constructor(cause: unknown) {
    super('Writing to the database: other writers changed the same rows first. Try it again later.', {
      cause,
    });
  }
}

/** The database server cannot be reached, or left before the commit was sent. Nothing of the work is kept. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected';
  constructor(cause: unknown) {
    super(
      `Using the database: the connection to its server is lost (${String(cause)}). Is the server running?`,
      { cause },
    );
  }
}

/**
 * The connection broke between sending COMMIT and its answer, or the disk did not confirm it: all of the work is kept,
 * or nothing, and nobody here knows which. It is not run again by itself.
 */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
  constructor(cause: unknown, how = 'the connection was lost during the commit') {
    super(
      `Writing to the database: ${how}, so whether the change was kept is not known. Look before you do it again.`,
      { cause },
    );
  }
}

export type Database = {
  /** Runs a work that only reads, all of it on one snapshot. */
  read<Result>(work: () => Reading<Result>): Promise<Result>;
  /**
   * Resolves after the commit is durable; a work that throws leaves nothing behind and rejects with what it threw.
   * A statement that fails is not thrown into the work: the work ends there, and the promise rejects.
   * Errors: {@link UniqueViolation}; {@link UnknownOutcome}, the only one after which the work may have been kept; on a
   * server database also {@link Contended} and {@link Disconnected}.
   */
  write<Result>(work: () => Writing<Result>): Promise<Result>;
  /**
   * As `write`, for works that come many at once and nearly always only read and then end by {@link insertLast}: where
   * the database can, such works share a transaction. Each is still as if it had run alone.
   */
  writeTogether<Result>(work: () => Writing<Result>): Promise<Result>;
  /** Has the files of the database forget what was deleted or changed before; a server's administrator does it there. */
  forgetErased(): Promise<void>;
  /** Waits for the works under way. */
  close(): Promise<void>;
};
