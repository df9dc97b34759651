import type { Actor } from '../../commands/actor.ts';
import type { Database } from '../../database/work.ts';
import { printable } from '../../platform/printable.ts';
import { resolveRoles } from './resolve-roles.ts';
import { ownRolesByName } from './role-store.ts';

/**
 * The socket's file permissions were the log-in; the name is what the local user claims.
 * @param roles what the settings let that user do
 */
export async function localActor(
  database: Database,
  roles: readonly string[],
  claimedName: string | undefined,
): Promise<Actor> {
  const name = printable(decoded(claimedName ?? ''), 64).trim() || 'unknown';
  const rights = resolveRoles(roles, await database.read(ownRolesByName));
  return { name: `${name} (claimed)`, origin: 'socket', ...rights };
}

/** The command sends it percent-encoded: a header holds no other letters than those of ASCII. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
