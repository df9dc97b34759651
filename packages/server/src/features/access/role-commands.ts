import { builtInRoles, roleList, roleRemove, roleSet } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { revisionOf, withRevision } from '../../commands/revision.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { demandRights } from './demand-rights.ts';
import { resolveRoles } from './resolve-roles.ts';
import { deleteOwnRole, findOwnRole, listOwnRoles, putOwnRole } from './role-store.ts';
import type { RoleRecord } from './role-store.ts';

const list = handleRead(roleList, function* () {
  const own = yield* listOwnRoles();
  return {
    roles: [...builtInRoles.map((role) => viewRole(role, true)), ...own.map((role) => viewRole(role))],
  };
});

const set = handleWrite(roleSet, function* ({ replace, ...input }, actor) {
  refuseBuiltIn(input.name);
  demandRights(actor, { permissions: new Set(input.permissions), scopes: [] });
  const old = yield* findOwnRole(input.name);
  if (old && !replace) throw new CommandRefused('roleExists', { role: input.name });
  if (old) demandRole(actor, old);
  yield* putOwnRole(input);
  const after = viewRole(input);
  return { output: after, target: `role:${input.name}`, before: old ? viewRole(old) : null, after };
});

const remove = handleWrite(roleRemove, function* ({ name }, actor) {
  refuseBuiltIn(name);
  const old = yield* findOwnRole(name);
  if (!old) throw new CommandRefused('roleUnknown', { role: name });
  demandRole(actor, old);
  yield* deleteOwnRole(name);
  return { output: { removed: name }, target: `role:${name}`, before: viewRole(old), after: null };
});

function demandRole(actor: Actor, role: RoleRecord): void {
  demandRights(actor, resolveRoles([role.name], new Map([[role.name, role.permissions]])));
}

function refuseBuiltIn(name: string): void {
  if (builtInRoles.some((role) => role.name === name))
    throw new CommandRefused('roleBuiltIn', { role: name });
}

function viewRole({ name, summary, permissions }: RoleRecord, builtIn = false) {
  const seen = { name, summary, permissions: [...permissions], builtIn };
  return { ...seen, revision: revisionOf(seen) };
}

function* current({ name }: { readonly name: string }): Reading<string | null> {
  const role = yield* findOwnRole(name);
  return role ? viewRole(role).revision : null;
}

export const roleCommands: readonly CommandHandler[] = [
  list,
  withRevision(set, { of: ({ revision }: { revision: string }) => revision, current }),
  withRevision(remove, { current }),
];
