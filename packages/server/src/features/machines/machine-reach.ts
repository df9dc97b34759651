import type { Actor } from '../../commands/actor.ts';
import { reachOf } from '../../commands/actor.ts';
import type { Permission } from '@netberth/api';
import type { Query, Reading } from '../../database/work.ts';
import { labelsOf } from './label-store.ts';

/**
 * Ids of the machines that a permission lets an actor touch, as a subquery; undefined: all of them.
 * For lists that narrow themselves (`narrows` of a command definition).
 */
export function machinesInReach(query: Query, actor: Actor, permission: Permission) {
  const reach = reachOf(actor, permission);
  if (reach === 'everything') return undefined;
  return query
    .selectFrom('labels')
    .select('machine_id')
    .where((row) =>
      row.or(reach.map(({ name, value }) => row.and([row('name', '=', name), row('value', '=', value)]))),
    );
}

/** May an actor use a permission on this machine? */
export function* isInReach(machineId: number, actor: Actor, permission: Permission): Reading<boolean> {
  const reach = reachOf(actor, permission);
  if (reach === 'everything') return true;
  const labels = yield* labelsOf(machineId);
  return reach.some(({ name, value }) => labels[name] === value);
}
