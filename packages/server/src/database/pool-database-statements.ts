import { CompiledQuery } from 'kysely';
import type { Kysely, QueryResult } from 'kysely';
import { compileStatement, storable } from './compile-statement.ts';
import type { CompiledStatement } from './compile-statement.ts';
import type { Keyring } from './keyring.ts';
import type { PoolTransaction } from './pool-transaction.ts';
import type { ServerDialect } from './server-dialect.ts';
import type { Tables } from './tables.ts';
import { WorkGoesOn } from './work.ts';
import type { Answer, ReadRequest, SqlValue, Statement, StatementRead, WriteRequest } from './work.ts';

type Request = ReadRequest | WriteRequest;

type Transaction = Pick<PoolTransaction, 'execute' | 'executeLast'>;

/** An open transaction, and its time once somebody has asked for it. */
export type Open = { readonly transaction: Pick<Transaction, 'execute'>; now?: Promise<Answer> };

export type Work<Result> = Generator<Request, Result, Answer>;

/** Where a work has come to by reading: what it wants to write, or its end. */
export type Reached<Result> = IteratorResult<WriteRequest, Result>;

/** Answers what works yield, by round trips; keeps the text of each statement once it is made. */
export class StatementRunner {
  readonly #query: Kysely<Tables>;
  readonly #dialect: ServerDialect;
  readonly #keys: Keyring;
  readonly #compiled = new Map<Statement, CompiledStatement>();

  constructor(query: Kysely<Tables>, dialect: ServerDialect, keys: Keyring) {
    this.#query = query;
    this.#dialect = dialect;
    this.#keys = keys;
  }

  /** Run a work to its end inside an open transaction. */
  async run<Result>(work: Work<Result>, transaction: Transaction): Promise<Result> {
    const open: Open = { transaction };
    let reached = await this.readOn(work, work.next(), open);
    while (!reached.done) {
      const request = reached.value;
      const query = this.fill(request);
      const answer = await (request.isLast ? transaction.executeLast(query) : transaction.execute(query));
      const next = work.next(writtenAnswer(request, answer));
      if (request.isLast && !next.done) throw new WorkGoesOn();
      reached = await this.readOn(work, next, open);
    }
    return reached.value;
  }

  /** Answers what a work asks until it has come to its end, or wants to write. */
  async readOn<Result>(
    work: Work<Result>,
    from: IteratorResult<Request, Result>,
    open: Open,
  ): Promise<Reached<Result>> {
    let step = from;
    // Nearly every work asks for the time: where that costs no round trip it is known by then.
    if (this.#dialect.isPipelined && !step.done) this.askClock(open).catch(() => undefined);
    while (!step.done) {
      const request = step.value;
      if (request.kind === 'write') return { done: false, value: request };
      step = work.next(await this.#read(request, open));
    }
    return step;
  }

  async #read(request: ReadRequest, open: Open): Promise<Answer> {
    const { transaction } = open;
    switch (request.kind) {
      case 'now':
        return await this.askClock(open);
      case 'keyring':
        return rowsAlone([this.#keys]);
      case 'query': {
        const { sql, parameters } = request.build(this.#query).compile();
        const values = parameters.map((value) => storable(value as SqlValue));
        return rowsAlone((await transaction.execute(CompiledQuery.raw(sql, values))).rows);
      }
      case 'read':
        return rowsAlone((await transaction.execute(this.fill(request))).rows);
      case 'together':
        return rowsAlone(await this.#readAll(request.reads, transaction));
    }
  }

  /** Once a transaction. */
  askClock(open: Open): Promise<Answer> {
    return (open.now ??= this.#readClock(open.transaction));
  }

  async #readClock(transaction: Open['transaction']): Promise<Answer> {
    return rowsAlone((await transaction.execute(CompiledQuery.raw(this.#dialect.now))).rows);
  }

  async #readAll(
    reads: readonly StatementRead[],
    transaction: Open['transaction'],
  ): Promise<readonly unknown[]> {
    const read = async (one: StatementRead) => (await transaction.execute(this.fill(one))).rows;
    if (this.#dialect.isPipelined) return await Promise.all(reads.map(read));
    const answers: (readonly unknown[])[] = [];
    for (const one of reads) answers.push(await read(one));
    return answers;
  }

  fill({ statement, values }: StatementRead | WriteRequest): CompiledQuery {
    const { sql, bind } = this.#compile(statement);
    return CompiledQuery.raw(sql, bind(values));
  }

  #compile(statement: Statement): CompiledStatement {
    const known = this.#compiled.get(statement);
    if (known) return known;
    const compiled = compileStatement(statement, this.#query, this.#dialect.givesKeysBy);
    this.#compiled.set(statement, compiled);
    this.#dialect.keepPrepared?.(compiled.sql);
    return compiled;
  }
}

function rowsAlone(rows: readonly unknown[]): Answer {
  return { rows, changes: 0, insertId: 0 };
}

export function writtenAnswer({ statement }: WriteRequest, result: QueryResult<unknown>): Answer {
  return { rows: [], changes: Number(result.numAffectedRows ?? 0), insertId: insertIdOf(statement, result) };
}

function insertIdOf({ generatedKey }: Statement, result: QueryResult<unknown>): number {
  if (generatedKey === undefined) return 0;
  const returned = result.rows[0] as Record<string, number> | undefined;
  return Number(returned?.[generatedKey] ?? result.insertId ?? 0);
}
