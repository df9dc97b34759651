import { change, statement } from './work.ts';
import type { Query, SqlValue, Statement, Writing } from './work.ts';

type Named = Readonly<Record<string, SqlValue>>;

/** Statements are kept by how many ids they take: so few sizes are enough. */
const sizes = [512, 64, 8, 1];

/** One change of many rows, some ids at a time. */
export type ChangeOfMany<Values extends Named> = (ids: readonly number[], values: Values) => Writing<number>;

type Build<Values> = (query: Query, ids: number[], values: Values) => ReturnType<Statement['build']>;

/**
 * Declare it once, as a statement is; the builder sees placeholders.
 * @returns what makes the change, and says how many rows it has changed
 */
export function changeOfMany<Values extends Named>(build: Build<Values>): ChangeOfMany<Values> {
  const known = new Map<number, Statement<Named>>();
  return function* (ids, values) {
    let changed = 0;
    let first = 0;
    for (const size of sizes) {
      const made = known.get(size) ?? statementOf(size, build);
      known.set(size, made);
      for (; ids.length - first >= size; first += size) {
        const some = ids.slice(first, first + size).map((id, index) => [`id${index}`, id]);
        changed += yield* change(made, { ...values, ...Object.fromEntries(some) });
      }
    }
    return changed;
  };
}

function statementOf(size: number, build: Build<never>): Statement<Named> {
  return statement<Named>()((query, values) => {
    const ids = Array.from({ length: size }, (_, index) => values[`id${index}`] as number);
    return build(query, ids, values as never);
  });
}
