import type { Actor } from '../../commands/actor.ts';
import { reachOf } from '../../commands/actor.ts';
import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { labelRows, matchingFilter, rareFinds } from './machine-filter.ts';
import type { Filter, FilterPlan } from './machine-filter.ts';

export type Counted = {
  readonly total: number;
  /** There are more than `total`: nobody counts further. */
  readonly hasMore: boolean;
};

/** How many machines match; exactly, where an index tells. */
export function* countMachines(filter: Filter, actor: Actor, plan: FilterPlan): Reading<Counted> {
  const { state, label, search } = filter;
  const isAlone = state === undefined && reachOf(actor, 'machine:read') === 'everything';
  if (isAlone && label !== undefined && search === undefined)
    return { total: yield* countLabelled(label), hasMore: false };
  if (isAlone && label === undefined && search !== undefined) {
    // That it is more than anybody counts is known already.
    if (!plan.isSearchRare) return { total: rareFinds, hasMore: true };
    if (plan.finds !== null) return { total: plan.finds, hasMore: false };
  }
  // Each has to be looked at: so many are enough to know that it is a lot.
  const isLookedAt = !plan.isSearchRare || !plan.isLabelRare;
  const [counted] = yield* readQuery((query) => {
    const matching = query
      .selectFrom('machines')
      .select('id')
      .where(matchingFilter(query, filter, actor, 'machine:read', plan));
    const some = isLookedAt ? matching.limit(rareFinds + 1) : matching;
    return query.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count'));
  });
  const count = counted?.count ?? 0;
  const hasMore = isLookedAt && count > rareFinds;
  return { total: hasMore ? rareFinds : count, hasMore };
}

/** A machine has a label once. */
function* countLabelled(label: string): Reading<number> {
  const [counted] = yield* readQuery((query) =>
    labelRows(query, label).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return counted?.count ?? 0;
}
