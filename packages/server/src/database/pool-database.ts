import type { Kysely, TransactionBuilder } from 'kysely';
import type { Keyring } from './keyring.ts';
import { RetryLane } from './pool-database-retry.ts';
import { StatementRunner } from './pool-database-statements.ts';
import type { ServerDialect } from './server-dialect.ts';
import type { Tables } from './tables.ts';
import { Contended, Disconnected, UniqueViolation, UnknownOutcome } from './work.ts';
import type { Database, Reading, Writing } from './work.ts';

/**
 * Runs works on a database server: each in a transaction of its own on a connection of the pool, each `yield` a
 * round trip. Writes are serializable, reads see one snapshot. A transaction that is lost to another writer, or
 * whose connection breaks before its COMMIT was sent, is run again; one whose COMMIT was not answered is not
 * ({@link UnknownOutcome}).
 */
export class PoolDatabase implements Database {
  readonly #query: Kysely<Tables>;
  readonly #dialect: ServerDialect;
  readonly #runner: StatementRunner;
  readonly #retryLane = new RetryLane();
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(query: Kysely<Tables>, dialect: ServerDialect, keys: Keyring) {
    this.#query = query;
    this.#dialect = dialect;
    this.#runner = new StatementRunner(query, dialect, keys);
  }

  read<Result>(work: () => Reading<Result>): Promise<Result> {
    return this.#track(() => this.#retryLane.untilItHolds(() => this.#readOnce(work)));
  }

  write<Result>(work: () => Writing<Result>): Promise<Result> {
    return this.#track(() => this.#retryLane.untilItHolds(() => this.#writeOnce(work)));
  }

  async forgetErased(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
    await this.#query.destroy();
  }

  async #track<Result>(run: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw new Error('Using the database: it is closed.');
    const running = run();
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  #readOnce<Result>(work: () => Reading<Result>): Promise<Result> {
    const snapshot = this.#dialect.snapshot(this.#query.transaction());
    return this.#runOnce(snapshot, work, (error) => this.#translate(error));
  }

  #writeOnce<Result>(work: () => Writing<Result>): Promise<Result> {
    const serializable = this.#query.transaction().setIsolationLevel('serializable');
    return this.#runOnce(serializable, work, (error) => this.#translateCommit(error));
  }

  async #runOnce<Result>(
    transaction: TransactionBuilder<Tables>,
    work: () => Writing<Result>,
    translateCommit: (error: unknown) => unknown,
  ): Promise<Result> {
    const translate = (error: unknown) => this.#translate(error);
    let isCommitting = false;
    // What ended the work: Kysely would give the error of a ROLLBACK on a broken connection instead.
    let ended: { error: unknown } | undefined;
    try {
      return await transaction.execute(async (open) => {
        try {
          const result = await this.#runner.run(work(), open, translate);
          isCommitting = true;
          return result;
        } catch (error) {
          ended = { error };
          throw error;
        }
      });
    } catch (error) {
      if (ended) throw ended.error;
      throw isCommitting ? translateCommit(error) : translate(error);
    }
  }

  #translate(error: unknown): unknown {
    switch (this.#dialect.failureOf(error)) {
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

  #translateCommit(error: unknown): unknown {
    const translated = this.#translate(error);
    const isUndone = translated instanceof Contended || translated instanceof UniqueViolation;
    return isUndone ? translated : new UnknownOutcome(error);
  }
}
