import { builtInRoles } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { resolveRoles } from './resolve-roles.ts';
import type { Rights } from './resolve-roles.ts';
import { ownRolesByName } from './role-store.ts';
import { excessOf } from './user-rights.ts';

/** @throws CommandRefused when a role does not exist, or may do more than the actor who gives it */
export function* demandRoles(actor: Actor, bindings: readonly string[]): Reading<void> {
  const own = yield* ownRolesByName();
  for (const role of bindings.map((binding) => binding.split('@', 1)[0] ?? ''))
    if (!own.has(role) && !builtInRoles.some(({ name }) => name === role))
      throw new CommandRefused('roleUnknown', { role });
  demandRights(actor, resolveRoles(bindings, own));
}

/** @throws CommandRefused when these rights are more than the actor's own */
export function demandRights(actor: Actor, rights: Rights): void {
  const excess = excessOf(rights, actor);
  if (excess.length > 0)
    throw new CommandRefused('rightsTooMuch', { actor: actor.name, permissions: excess.join(', ') });
}
