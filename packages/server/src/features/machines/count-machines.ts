import type { Actor } from '../../commands/actor.ts';
import { reachOf } from '../../commands/actor.ts';
import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isSearchAlone } from './list-machines.ts';
import { labelRows, matchingFilter } from './machine-filter.ts';
import type { Filter, FilterPlan } from './machine-filter.ts';
import { fewFinds } from './machine-search.ts';

export type Counted = {
  readonly total: number;
  /** There are more than `total`: nobody counts further. */
  readonly hasMore: boolean;
};

/** How many machines match; exactly, where an index tells. */
export function* countMachines(filter: Filter, actor: Actor, plan: FilterPlan): Reading<Counted> {
  const { state, label, fact } = filter;
  const { finds, isLabelRare } = plan;
  const isLabelAlone =
    state === undefined &&
    fact === undefined &&
    finds === null &&
    reachOf(actor, 'machine:read') === 'everything';
  if (isLabelAlone && label !== undefined) return { total: yield* countLabelled(label), hasMore: false };
  if (isSearchAlone(filter, actor) && finds !== null) {
    if (finds.kind === 'few') return { total: finds.ids.length, hasMore: false };
    // That it is more than anybody counts is known already.
    return { total: fewFinds, hasMore: true };
  }
  // Each has to be looked at: so many are enough to know that it is a lot.
  const isLookedAt = finds?.kind === 'many' || !isLabelRare;
  const [counted] = yield* readQuery((query) => {
    const matching = query
      .selectFrom('machines')
      .select('id')
      .where(matchingFilter(query, filter, actor, 'machine:read', plan));
    const some = isLookedAt ? matching.limit(fewFinds + 1) : matching;
    return query.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count'));
  });
  const count = counted?.count ?? 0;
  const hasMore = isLookedAt && count > fewFinds;
  return { total: hasMore ? fewFinds : count, hasMore };
}

/** A machine has a label once. */
function* countLabelled(label: string): Reading<number> {
  const [counted] = yield* readQuery((query) =>
    labelRows(query, label).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return counted?.count ?? 0;
}
