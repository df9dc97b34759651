import type { SqlValue } from './work.ts';

export type Part = { readonly size: number; readonly ids: Readonly<Record<string, number>> };

/** Statements are kept by how many ids they take: so few sizes are enough. */
const sizes = [512, 64, 8, 1];

/** Ids as the values `id0`, `id1` … of statements that take so many at once. */
export function inParts(ids: readonly number[]): readonly Part[] {
  const made: Part[] = [];
  let first = 0;
  for (const size of sizes) {
    for (; ids.length - first >= size; first += size) {
      const some = ids.slice(first, first + size);
      made.push({ size, ids: Object.fromEntries(some.map((id, index) => [`id${index}`, id])) });
    }
  }
  return made;
}

/** For `where … in` of a statement that takes so many. */
export function idsIn(values: Readonly<Record<string, SqlValue>>, size: number): number[] {
  return Array.from({ length: size }, (_, index) => values[`id${index}`] as number);
}

/** Makes what is needed for each size once. */
export function bySize<Made>(make: (size: number) => Made): (size: number) => Made {
  const known = new Map<number, Made>();
  return (size) => {
    const made = known.get(size) ?? make(size);
    known.set(size, made);
    return made;
  };
}
