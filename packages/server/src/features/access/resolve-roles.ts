import { builtInRoles, permissions as allPermissions } from '@netberth/api';
import type { Permission } from '@netberth/api';
import type { Scope } from '../../commands/actor.ts';

export type Rights = {
  /** Everywhere. */
  readonly permissions: ReadonlySet<Permission>;
  readonly scopes: readonly Scope[];
};

/** Permissions of roles that people have made, by name. */
export type OwnRoles = ReadonlyMap<string, readonly string[]>;

/**
 * What roles like `operator` and `operator@site=berlin` come to. A scope narrows what is done to machines; reading
 * profiles and firmware counts everywhere, because grants need it; other rights of a scoped role count for nothing.
 * Roles that are gone give nothing.
 */
export function resolveRoles(bindings: readonly string[], ownRoles: OwnRoles): Rights {
  const everywhere = new Set<Permission>();
  const scopes: Scope[] = [];
  for (const binding of bindings) {
    const { role, label } = splitBinding(binding);
    const given = permissionsOf(role, ownRoles);
    if (label === undefined) for (const permission of given) everywhere.add(permission);
    else {
      for (const permission of given.filter(isHarmlessReading)) everywhere.add(permission);
      scopes.push({ label, permissions: new Set(given.filter(isOfMachines)) });
    }
  }
  return { permissions: everywhere, scopes };
}

/** The rights that both have. */
export function intersectRights(rights: Rights, allowed: readonly Permission[]): Rights {
  const kept = (permissions: ReadonlySet<Permission>) =>
    new Set(allowed.filter((permission) => permissions.has(permission)));
  return {
    permissions: kept(rights.permissions),
    scopes: rights.scopes.map(({ label, permissions }) => ({ label, permissions: kept(permissions) })),
  };
}

/** `operator@site=berlin` -> role `operator`, label `site` with value `berlin` */
function splitBinding(binding: string): { role: string; label: Scope['label'] | undefined } {
  const [, role = binding, name, value] = /^([^@]+)@([^=]+)=(.*)$/su.exec(binding) ?? [];
  return { role, label: name === undefined || value === undefined ? undefined : { name, value } };
}

function permissionsOf(role: string, ownRoles: OwnRoles): readonly Permission[] {
  const builtIn = builtInRoles.find(({ name }) => name === role);
  if (builtIn) return builtIn.permissions;
  const own = ownRoles.get(role) ?? [];
  return allPermissions.filter((permission) => own.includes(permission));
}

/** Media are made for machines, and those that are not hold nothing of any. */
function isOfMachines(permission: Permission): boolean {
  return permission.startsWith('machine:') || permission === 'media:create';
}

function isHarmlessReading(permission: Permission): boolean {
  return (
    permission.endsWith(':read') &&
    !isOfMachines(permission) &&
    permission !== 'access:read' &&
    // What a rule has found are machines of everywhere.
    permission !== 'rules:read' &&
    permission !== 'audit:read'
  );
}
