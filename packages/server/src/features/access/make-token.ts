import { randomBytes } from 'node:crypto';
import type { Permission, Token } from '@netberth/api';
import { reachOf } from '../../commands/actor.ts';
import type { Actor } from '../../commands/actor.ts';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { durationMs } from '../../platform/duration.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { insertToken } from './token-store.ts';
import type { TokenRecord } from './token-store.ts';

type Wanted = {
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Like `90d`. */
  readonly expires: string;
};

/**
 * A token that belongs to the person behind the actor, if there is one.
 * @returns also its secret, which is stored nowhere
 * @throws CommandRefused when it would have a permission that the actor has nowhere
 */
export function* makeToken(wanted: Wanted, actor: Actor): Writing<{ shown: Token; secret: string }> {
  const { name, permissions, expires } = wanted;
  const excess = permissions.filter((permission) => !mayAnywhere(actor, permission));
  if (excess.length > 0) throw new CommandRefused('tokenTooMuch', { permissions: excess.join(', ') });
  const createdAtMs = yield* now();
  const secret = `nb_${randomBytes(24).toString('base64url')}`;
  const token = {
    ...{ name, permissions: [...new Set(permissions)], createdBy: actor.name, createdAtMs },
    expiresAtMs: createdAtMs + durationMs(expires),
    ownerId: actor.userId ?? null,
  };
  const id = yield* insertToken({ ...token, hash: hashSecret(secret) });
  return { shown: viewToken({ ...token, id, lastUsedAtMs: null }), secret };
}

/** Where its owner may do something only within a scope, so may the token. */
function mayAnywhere(actor: Actor, permission: Permission): boolean {
  const reach = reachOf(actor, permission);
  return reach === 'everything' || reach.length > 0;
}

export function viewToken(token: Omit<TokenRecord, 'hash' | 'revokedAtMs' | 'ownerId'>): Token {
  return {
    id: token.id,
    name: token.name,
    permissions: [...token.permissions],
    createdBy: token.createdBy,
    createdAt: isoTime(token.createdAtMs),
    expiresAt: isoTime(token.expiresAtMs),
    lastUsedAt: isoTimeOrNull(token.lastUsedAtMs),
  };
}
