import { CompiledQuery } from 'kysely';
import type { Kysely, QueryResult } from 'kysely';
import { compileStatement, storable } from './compile-statement.ts';
import type { CompiledStatement } from './compile-statement.ts';
import type { Keyring } from './keyring.ts';
import type { ServerDialect } from './server-dialect.ts';
import type { Tables } from './tables.ts';
import type { Answer, ReadRequest, SqlValue, Statement, WriteRequest } from './work.ts';

type Request = ReadRequest | WriteRequest;

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
  async run<Result>(
    work: Generator<Request, Result, Answer>,
    transaction: Kysely<Tables>,
    translate: (error: unknown) => unknown,
  ): Promise<Result> {
    const execute = async (query: CompiledQuery) => {
      try {
        return await transaction.executeQuery(query);
      } catch (error) {
        throw translate(error);
      }
    };
    let now: Promise<Answer> | undefined;
    const askClock = () => (now ??= this.#askClock(execute));
    let step = work.next();
    // Nearly every work asks for the time: where that costs no round trip it is known by then.
    if (this.#dialect.isPipelined && !step.done) askClock().catch(() => undefined);
    while (!step.done) {
      const request = step.value;
      const answer = request.kind === 'now' ? await askClock() : await this.#answer(request, execute);
      step = work.next(answer);
    }
    return step.value;
  }

  async #askClock(execute: Execute): Promise<Answer> {
    const { rows } = await execute(CompiledQuery.raw(this.#dialect.now));
    return { rows, changes: 0, insertId: 0 };
  }

  async #answer(request: Exclude<Request, { kind: 'now' }>, execute: Execute): Promise<Answer> {
    if (request.kind === 'keyring') return { rows: [this.#keys], changes: 0, insertId: 0 };
    if (request.kind === 'query') {
      const { sql, parameters } = request.build(this.#query).compile();
      const values = parameters.map((value) => storable(value as SqlValue));
      const { rows } = await execute(CompiledQuery.raw(sql, values));
      return { rows, changes: 0, insertId: 0 };
    }
    const { statement, values } = request;
    const compiled = this.#compile(statement);
    const result = await execute(CompiledQuery.raw(compiled.sql, compiled.bind(values)));
    if (request.kind === 'read') return { rows: result.rows, changes: 0, insertId: 0 };
    return {
      rows: [],
      changes: Number(result.numAffectedRows ?? 0),
      insertId: insertIdOf(statement, result),
    };
  }

  #compile(statement: Statement): CompiledStatement {
    const known = this.#compiled.get(statement);
    if (known) return known;
    const compiled = compileStatement(statement, this.#query, this.#dialect.givesKeysBy);
    this.#compiled.set(statement, compiled);
    return compiled;
  }
}

type Execute = (query: CompiledQuery) => Promise<QueryResult<unknown>>;

function insertIdOf({ generatedKey }: Statement, result: QueryResult<unknown>): number {
  if (generatedKey === undefined) return 0;
  const returned = result.rows[0] as Record<string, number> | undefined;
  return Number(returned?.[generatedKey] ?? result.insertId ?? 0);
}
