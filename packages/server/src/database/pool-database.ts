import type { Kysely, TransactionSettings } from 'kysely';
import type { Keyring } from './keyring.ts';
import { RetryLane } from './pool-database-retry.ts';
import { StatementRunner } from './pool-database-statements.ts';
import { PoolTransaction, translated } from './pool-transaction.ts';
import { runTogether } from './run-together.ts';
import type { ServerDialect } from './server-dialect.ts';
import { SharedTransactions } from './shared-transactions.ts';
import type { Tables } from './tables.ts';
import type { Database, Reading, Writing } from './work.ts';

/**
 * Runs works on a database server: each in a transaction of its own on a connection of the pool, each `yield` a
 * round trip; where statements are pipelined, those of `writeTogether` share one. Writes are serializable, reads see
 * one snapshot. A transaction that is lost to another writer, or whose connection breaks before its COMMIT was sent, is
 * run again; one whose COMMIT was not answered is not ({@link UnknownOutcome}).
 */
export class PoolDatabase implements Database {
  readonly #query: Kysely<Tables>;
  readonly #dialect: ServerDialect;
  readonly #runner: StatementRunner;
  readonly #retryLane = new RetryLane();
  readonly #shared = new SharedTransactions({
    alone: (work) => this.#writeAlone(work),
    together: (works) =>
      this.#inTransaction(serializable, (transaction) => runTogether(this.#runner, works, transaction)),
  });
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(query: Kysely<Tables>, dialect: ServerDialect, keys: Keyring) {
    this.#query = query;
    this.#dialect = dialect;
    this.#runner = new StatementRunner(query, dialect, keys);
  }

  read<Result>(work: () => Reading<Result>): Promise<Result> {
    const { snapshot } = this.#dialect;
    return this.#track(() =>
      this.#retryLane.untilItHolds(() =>
        this.#inTransaction(snapshot, (transaction) => this.#runner.run(work(), transaction)),
      ),
    );
  }

  write<Result>(work: () => Writing<Result>): Promise<Result> {
    return this.#track(() => this.#writeAlone(work));
  }

  writeTogether<Result>(work: () => Writing<Result>): Promise<Result> {
    return this.#dialect.isPipelined ? this.#track(() => this.#shared.run(work)) : this.write(work);
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

  #writeAlone<Result>(work: () => Writing<Result>): Promise<Result> {
    return this.#retryLane.untilItHolds(() =>
      this.#inTransaction(serializable, (transaction) => this.#runner.run(work(), transaction)),
    );
  }

  async #inTransaction<Result>(
    settings: TransactionSettings,
    run: (transaction: PoolTransaction) => Promise<Result>,
  ): Promise<Result> {
    const { driver } = this.#dialect;
    const connection = await translated(this.#dialect, driver.acquireConnection());
    const transaction = new PoolTransaction(connection, this.#dialect);
    try {
      await transaction.begin(settings);
      const result = await run(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollBack();
      throw error;
    } finally {
      await driver.releaseConnection(connection);
    }
  }
}

const serializable: TransactionSettings = { isolationLevel: 'serializable' };
