import { z } from 'zod';

/**
 * When something applies: each name (`arch`, `firmware`, an axis) must have one of the values given for it.
 *
 * Example: `{ arch: [x86_64, i386], release: sid }`.
 */
export const conditionSchema = z.record(
  z.string(),
  z.union([z.string().transform((value) => [value]), z.array(z.string())], {
    error: 'is not a value or a list of values in quotes',
  }),
);
export type Condition = z.output<typeof conditionSchema>;

/** Does the condition hold where each name has this value? A name without a value holds for nothing. */
export function holds(condition: Condition | undefined, facts: Readonly<Record<string, string>>): boolean {
  return Object.entries(condition ?? {}).every(([name, wanted]) =>
    wanted.some((value) => value === facts[name]),
  );
}
