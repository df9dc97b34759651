import type { Actor } from '../../commands/actor.ts';
import { reachOf } from '../../commands/actor.ts';
import type { Permission } from '@netberth/api';
import type { Query } from '../../database/work.ts';

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
