import type { Permission } from '@netberth/api';

/** Who acts, as audit records name it. */
export type Actor = {
  /** `ada`, or `token:ci`. */
  readonly name: string;
  /** An address, or `socket`: the name is then what the local user claims to be. */
  readonly origin: string;
  readonly permissions: ReadonlySet<Permission>;
  /** What it may do to machines with a certain label, beyond `permissions`; absent: nothing. */
  readonly scopes?: readonly Scope[];
  /** The row in `users` whose rights these are; absent for the local user. */
  readonly userId?: number;
};

export type Scope = {
  readonly label: { readonly name: string; readonly value: string };
  readonly permissions: ReadonlySet<Permission>;
};

/** Everything, or machines with one of these labels. */
export type Reach = 'everything' | readonly Scope['label'][];

/** What of the fleet a permission lets an actor touch; an empty list: nothing. */
export function reachOf(actor: Actor, permission: Permission): Reach {
  if (actor.permissions.has(permission)) return 'everything';
  return (actor.scopes ?? []).filter((scope) => scope.permissions.has(permission)).map(({ label }) => label);
}
