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
  async run<Result>(work: Generator<Request, Result, Answer>, transaction: Transaction): Promise<Result> {
    let now: Promise<Answer> | undefined;
    const askClock = () => (now ??= this.#askClock(transaction));
    let step = work.next();
    // Nearly every work asks for the time: where that costs no round trip it is known by then.
    if (this.#dialect.isPipelined && !step.done) askClock().catch(() => undefined);
    while (!step.done) {
      const request = step.value;
      const answer = request.kind === 'now' ? await askClock() : await this.#answer(request, transaction);
      step = work.next(answer);
      if (request.kind === 'write' && request.isLast && !step.done) throw new WorkGoesOn();
    }
    return step.value;
  }

  async #askClock(transaction: Transaction): Promise<Answer> {
    const { rows } = await transaction.execute(CompiledQuery.raw(this.#dialect.now));
    return { rows, changes: 0, insertId: 0 };
  }

  async #answer(request: Exclude<Request, { kind: 'now' }>, transaction: Transaction): Promise<Answer> {
    switch (request.kind) {
      case 'keyring':
        return rowsAlone([this.#keys]);
      case 'query': {
        const { sql, parameters } = request.build(this.#query).compile();
        const values = parameters.map((value) => storable(value as SqlValue));
        return rowsAlone((await transaction.execute(CompiledQuery.raw(sql, values))).rows);
      }
      case 'read':
        return rowsAlone((await transaction.execute(this.#fill(request))).rows);
      case 'together':
        return rowsAlone(await this.#readAll(request.reads, transaction));
      case 'write': {
        const query = this.#fill(request);
        const result = await (request.isLast ? transaction.executeLast(query) : transaction.execute(query));
        const changes = Number(result.numAffectedRows ?? 0);
        return { rows: [], changes, insertId: insertIdOf(request.statement, result) };
      }
    }
  }

  async #readAll(reads: readonly StatementRead[], transaction: Transaction): Promise<readonly unknown[]> {
    const read = async (one: StatementRead) => (await transaction.execute(this.#fill(one))).rows;
    if (this.#dialect.isPipelined) return await Promise.all(reads.map(read));
    const answers: (readonly unknown[])[] = [];
    for (const one of reads) answers.push(await read(one));
    return answers;
  }

  #fill({ statement, values }: StatementRead | WriteRequest): CompiledQuery {
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

function insertIdOf({ generatedKey }: Statement, result: QueryResult<unknown>): number {
  if (generatedKey === undefined) return 0;
  const returned = result.rows[0] as Record<string, number> | undefined;
  return Number(returned?.[generatedKey] ?? result.insertId ?? 0);
}
