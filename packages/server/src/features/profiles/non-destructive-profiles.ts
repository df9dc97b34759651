import { readAll, statement } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';

const nonDestructive = statement<{ destructive: number }>()((query, { destructive }) =>
  query
    .selectFrom('profiles')
    .select('name')
    .where('destructive', '=', destructive)
    .orderBy('name')
    .limit(100),
);

/** What the menu offers. */
export function* nonDestructiveProfiles(): Reading<readonly string[]> {
  return (yield* readAll(nonDestructive, { destructive: 0 })).map(({ name }) => name);
}
