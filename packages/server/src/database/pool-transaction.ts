import type { CompiledQuery, DatabaseConnection, QueryResult, TransactionSettings } from 'kysely';
import type { ServerDialect } from './server-dialect.ts';
import { Contended, Disconnected, UniqueViolation, UnknownOutcome } from './work.ts';

type Answered = Promise<QueryResult<unknown>>;

/** A transaction on a connection that is nobody else's meanwhile. What fails is thrown in the words of `work.ts`. */
export class PoolTransaction {
  readonly #connection: DatabaseConnection;
  readonly #dialect: ServerDialect;
  #isBegun = false;
  #isCommitted = false;

  constructor(connection: DatabaseConnection, dialect: ServerDialect) {
    this.#connection = connection;
    this.#dialect = dialect;
  }

  async begin(settings: TransactionSettings): Promise<void> {
    await translated(this.#dialect, this.#dialect.driver.beginTransaction(this.#connection, settings));
    this.#isBegun = true;
  }

  execute(query: CompiledQuery): Answered {
    return translated(this.#dialect, this.#connection.executeQuery(query));
  }

  /** Runs it and commits: together, where a statement that fails undoes its transaction whatever comes after it. */
  async executeLast(query: CompiledQuery): Answered {
    if (this.#dialect.isPipelined) return (await this.executeAllLast([query]))[0] as QueryResult<unknown>;
    const answer = await this.execute(query);
    await this.commit();
    return answer;
  }

  /** As {@link executeLast}, many in one go; only where statements are pipelined. */
  async executeAllLast(queries: readonly CompiledQuery[]): Promise<readonly QueryResult<unknown>[]> {
    const asked = Promise.allSettled(queries.map((query) => this.execute(query)));
    const [answers, [committed]] = await Promise.all([asked, Promise.allSettled([this.commit()])]);
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      const { reason } = answer;
      throw reason instanceof Disconnected ? new UnknownOutcome(reason.cause) : reason;
    }
    if (committed.status === 'rejected') throw committed.reason;
    return answers.map((answer) => (answer as PromiseFulfilledResult<QueryResult<unknown>>).value);
  }

  /** Once: a work that has ended by its last statement is committed. */
  async commit(): Promise<void> {
    if (this.#isCommitted) return;
    this.#isCommitted = true;
    try {
      await this.#dialect.driver.commitTransaction(this.#connection);
    } catch (error) {
      const failure = failureIn(error, this.#dialect);
      const isUndone = failure instanceof Contended || failure instanceof UniqueViolation;
      throw isUndone ? failure : new UnknownOutcome(error);
    }
  }

  /** After a failure. A connection that is broken says nothing new by failing once more; its driver drops it. */
  async rollBack(): Promise<void> {
    if (!this.#isBegun) return;
    try {
      await this.#dialect.driver.rollbackTransaction(this.#connection);
    } catch (error) {
      if (this.#dialect.failureOf(error) !== 'disconnected') throw error;
    }
  }
}

/** With errors in the words of `work.ts`. */
export async function translated<Result>(dialect: ServerDialect, asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    throw failureIn(error, dialect);
  }
}

function failureIn(error: unknown, { failureOf }: ServerDialect): unknown {
  switch (failureOf(error)) {
    case 'contended':
      return new Contended(error);
    case 'disconnected':
      return new Disconnected(error);
    case 'unique':
      return new UniqueViolation(error);
    case 'refused':
      return error;
  }
}
