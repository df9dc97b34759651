import type { Actor } from '../../commands/actor.ts';
import { reachOf } from '../../commands/actor.ts';
import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { matchingFilter } from './machine-filter.ts';
import type { Filter, FilterPlan } from './machine-filter.ts';
import type { MachineRecord } from './machine-record.ts';
import { isFoundOnPage } from './machine-search.ts';
import type { IdPage } from './machine-search.ts';
import { machineOfRow } from './machine-store.ts';

/** One page of the machines that match, by id. */
export function* listMachinesById(
  filter: Filter,
  plan: FilterPlan,
  actor: Actor,
  page: IdPage,
): Reading<readonly MachineRecord[]> {
  const { direction, after = 0, offset = 0, limit } = page;
  const rows = yield* readQuery((query) => {
    const all = query.selectFrom('machines').selectAll().orderBy('id', direction);
    const found = isSearchAlone(filter, actor) && plan.finds && isFoundOnPage(query, plan.finds, page);
    if (found) return all.where(found);
    const matching = all.where(matchingFilter(query, filter, actor, 'machine:read', plan));
    return matching.where('id', '>', after).limit(limit).offset(offset);
  });
  return rows.map(machineOfRow);
}

/** One page of the machines that match, by what they are called, where or how they are. */
export function* listMachinesBy(
  column: 'hostname' | 'state' | 'address',
  filter: Filter,
  plan: FilterPlan,
  actor: Actor,
  { direction, offset = 0, limit }: IdPage,
): Reading<readonly MachineRecord[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .selectAll()
      .where(matchingFilter(query, filter, actor, 'machine:read', plan))
      .orderBy(column, direction)
      // The id as well: rows that are alike must not change places between two pages.
      .orderBy('id', direction)
      .limit(limit)
      .offset(offset),
  );
  return rows.map(machineOfRow);
}

/** Does nothing but a search decide which machines are listed? */
export function isSearchAlone({ state, label, fact, search }: Filter, actor: Actor): boolean {
  const isAlone = [state, label, fact].every((each) => each === undefined) && search !== undefined;
  return isAlone && reachOf(actor, 'machine:read') === 'everything';
}
