import type { Compilable } from 'kysely';
import { readQuery } from './work.ts';
import type { Query, Reading } from './work.ts';

/** Every database takes so many values in one statement. */
export const valuesAtOnce = 500;

/** Rows of a query for many values, some of them at a time, in their order. */
export function* readInParts<Value, Row>(
  values: readonly Value[],
  build: (query: Query, some: Value[]) => Compilable<Row>,
): Reading<readonly Row[]> {
  const rows: Row[] = [];
  for (let first = 0; first < values.length; first += valuesAtOnce) {
    const some = values.slice(first, first + valuesAtOnce);
    rows.push(...(yield* readQuery((query) => build(query, some))));
  }
  return rows;
}
