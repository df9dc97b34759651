import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { foldGroup, listGroups } from './group-store.ts';
import { resolveRoles } from './resolve-roles.ts';
import type { Rights } from './resolve-roles.ts';
import { ownRolesByName } from './role-store.ts';
import { userName } from './user-record.ts';
import type { UserRecord } from './user-record.ts';

/** What a user may do at this moment, by own roles and by those of groups. */
export function* rightsOfUser(user: UserRecord): Reading<Rights & { roles: readonly string[] }> {
  const roles = yield* rolesOfUser(user);
  return { ...resolveRoles(roles, yield* ownRolesByName()), roles };
}

function* rolesOfUser({ source, roles, groups }: UserRecord): Reading<readonly string[]> {
  if (groups.length === 0) return roles;
  const member = new Set(groups.map(foldGroup));
  const given = (yield* listGroups())
    .filter((one) => one.source === source && member.has(foldGroup(one.group)))
    .flatMap((one) => one.roles);
  return [...new Set([...roles, ...given])];
}

export function actorOfRights(user: UserRecord, rights: Rights, origin: string): Actor {
  const { permissions, scopes } = rights;
  return { name: userName(user), origin, permissions, scopes, userId: user.id };
}

/** What of these rights the actor does not have: nobody gives, or takes over, more than their own. */
export function excessOf(rights: Rights, actor: Actor): readonly string[] {
  const beyond = [...rights.permissions].filter((permission) => !actor.permissions.has(permission));
  const beyondScopes = rights.scopes.flatMap(({ label, permissions }) =>
    [...permissions]
      .filter((permission) => !actor.permissions.has(permission))
      .filter(
        (permission) =>
          !(actor.scopes ?? []).some(
            (own) =>
              own.label.name === label.name &&
              own.label.value === label.value &&
              own.permissions.has(permission),
          ),
      )
      .map((permission) => `${permission}@${label.name}=${label.value}`),
  );
  return [...new Set([...beyond, ...beyondScopes])];
}
