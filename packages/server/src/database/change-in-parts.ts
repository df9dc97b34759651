import { bySize, idsIn, inParts } from './in-parts.ts';
import { change, statement } from './work.ts';
import type { Query, SqlValue, Statement, Writing } from './work.ts';

type Named = Readonly<Record<string, SqlValue>>;
type Build<Values> = (query: Query, ids: number[], values: Values) => ReturnType<Statement['build']>;

/** One change of many rows, some ids at a time. */
export type ChangeOfMany<Values extends Named> = (ids: readonly number[], values: Values) => Writing<number>;

/**
 * Declare it once, as a statement is; the builder sees placeholders.
 * @returns what makes the change, and says how many rows it has changed
 */
export function changeOfMany<Values extends Named>(build: Build<Values>): ChangeOfMany<Values> {
  const sized = bySize((size) =>
    statement<Named>()((query, values) => build(query, idsIn(values, size), values as Values)),
  );
  return function* (ids, values) {
    let changed = 0;
    for (const part of inParts(ids)) changed += yield* change(sized(part.size), { ...values, ...part.ids });
    return changed;
  };
}
