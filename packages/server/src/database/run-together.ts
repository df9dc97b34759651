import type { CompiledQuery, QueryResult } from 'kysely';
import { writtenAnswer } from './pool-database-statements.ts';
import type { Reached, StatementRunner, Work } from './pool-database-statements.ts';
import type { PoolTransaction } from './pool-transaction.ts';
import type { Kept, Works } from './shared-transactions.ts';
import { WorkGoesOn } from './work.ts';

/**
 * Run works side by side inside an open transaction, and commit it. Kept is what a work did that only read, or read and
 * then ended by one insert, if it read from no table that any of them inserts into: all is as if each had run after the
 * other.
 *
 * @returns what was kept of each work: nothing of one that must run alone
 */
export async function runTogether(
  runner: StatementRunner,
  works: Works,
  transaction: PoolTransaction,
): Promise<readonly Kept[]> {
  const now = runner.askClock({ transaction });
  now.catch(() => undefined); // whoever asks for it is told
  const readers = await allOf(works.map((work) => readOn(runner, work(), { transaction, now })));
  const written = patternOf(readers.flatMap(({ insert }) => (insert === undefined ? [] : [tableOf(insert)])));
  const plain = readers.filter(
    ({ reads, at, insert }) => (at.done || insert) && !reads.some((sql) => written.test(sql)),
  );
  const inserting = plain.flatMap((one) => (one.insert ? [{ one, insert: one.insert }] : []));
  const answers = await transaction.executeAllLast(inserting.map(({ insert }) => insert));
  const answered = new Map(inserting.map(({ one }, index) => [one, answers[index]]));
  const ends = new Map(plain.map((one) => [one, endOf(one, answered.get(one))]));
  return readers.map((one) => ends.get(one));
}

/** A work that has come to its end, or to what it wants to write. */
type Reader = {
  readonly work: Work<unknown>;
  readonly at: Reached<unknown>;
  /** The texts of its statements. */
  readonly reads: readonly string[];
  /** What it ends by. */
  readonly insert: CompiledQuery | undefined;
};

type Inside = {
  readonly transaction: PoolTransaction;
  readonly now: ReturnType<StatementRunner['askClock']>;
};

async function readOn(
  runner: StatementRunner,
  work: Work<unknown>,
  { transaction, now }: Inside,
): Promise<Reader> {
  const reads: string[] = [];
  const execute = (query: CompiledQuery) => {
    reads.push(query.sql);
    return transaction.execute(query);
  };
  const at = await runner.readOn(work, work.next(), { transaction: { execute }, now });
  return { work, at, reads, insert: !at.done && at.value.isLast ? runner.fill(at.value) : undefined };
}

/** What it inserted is committed by now, so what goes wrong here is its own matter. */
function endOf({ work, at }: Reader, answer: QueryResult<unknown> | undefined): Kept {
  if (at.done || answer === undefined) return { result: at.value };
  try {
    const last = work.next(writtenAnswer(at.value, answer));
    return last.done ? { result: last.value } : { error: new WorkGoesOn() };
  } catch (error) {
    return { error };
  }
}

/** Waits for all, also when one fails: none may go on in a transaction that is over. */
async function allOf<Result>(promises: readonly Promise<Result>[]): Promise<readonly Result[]> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}

function tableOf({ sql }: CompiledQuery): string {
  const [, table] = /^insert into "(\w+)"/.exec(sql) ?? [];
  if (table === undefined) throw new Error(`Running works together: "${sql}" is not understood.`);
  return table;
}

/** A table in any place of a statement's text: to run alone is always right. */
function patternOf(tables: readonly string[]): RegExp {
  return new RegExp(tables.length === 0 ? '(?!)' : `\\b(${[...new Set(tables)].join('|')})\\b`);
}
