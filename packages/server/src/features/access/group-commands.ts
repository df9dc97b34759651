import { groupList, groupRemove, groupSet } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { pageOf } from '../../commands/page-of.ts';
import { revisionOf, withRevision } from '../../commands/revision.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { demandRights, demandRoles } from './demand-rights.ts';
import { deleteGroup, findGroup, foldGroup, insertGroup, listGroups, setGroupRoles } from './group-store.ts';
import type { GroupRecord } from './group-store.ts';
import { resolveRoles } from './resolve-roles.ts';
import { ownRolesByName } from './role-store.ts';

const list = handleRead(groupList, function* (input) {
  const { page, next } = pageOf(yield* listGroups(), input);
  return { groups: page.map(viewGroup), next };
});

const set = handleWrite(groupSet, function* ({ group, roles, source }, actor) {
  yield* demandRoles(actor, roles);
  const folded = foldGroup(group);
  const old = (yield* listGroups()).find((one) => one.source === source && foldGroup(one.group) === folded);
  if (old) yield* demandRightsOf(actor, old);
  const changed = old ? yield* setGroupRoles(old, roles) : yield* insertGroup({ source, group, roles });
  const after = viewGroup(changed);
  return { output: after, target: `group:${changed.id}`, before: old ? viewGroup(old) : null, after };
});

const remove = handleWrite(groupRemove, function* ({ id }, actor) {
  const old = yield* findGroup(id);
  if (!old) throw new CommandRefused('groupUnknown', { id });
  yield* demandRightsOf(actor, old);
  yield* deleteGroup(id);
  return { output: { removed: id }, target: `group:${id}`, before: viewGroup(old), after: null };
});

/** Roles that are gone give nothing and are in nobody's way. */
function* demandRightsOf(actor: Actor, { roles }: GroupRecord): Reading<void> {
  demandRights(actor, resolveRoles(roles, yield* ownRolesByName()));
}

function viewGroup({ id, source, group, roles }: GroupRecord) {
  const seen = { id, source, group, roles: [...roles] };
  return { ...seen, revision: revisionOf(seen) };
}

function* currentOfName({ group, source }: Pick<GroupRecord, 'group' | 'source'>): Reading<string | null> {
  const folded = foldGroup(group);
  const found = (yield* listGroups()).find((one) => one.source === source && foldGroup(one.group) === folded);
  return found ? viewGroup(found).revision : null;
}

function* currentOfId({ id }: { readonly id: number }): Reading<string | null> {
  const found = yield* findGroup(id);
  return found ? viewGroup(found).revision : null;
}

export const groupCommands: readonly CommandHandler[] = [
  list,
  withRevision(set, { of: ({ revision }: { revision: string }) => revision, current: currentOfName }),
  withRevision(remove, { current: currentOfId }),
];
