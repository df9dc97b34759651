import { randomBytes } from 'node:crypto';
import { tokenCreate, tokenList, tokenRevoke } from '@netberth/api';
import type { Permission } from '@netberth/api';
import { reachOf } from '../../commands/actor.ts';
import type { Actor } from '../../commands/actor.ts';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { pageOf } from '../../commands/page-of.ts';
import { now } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { durationMs } from '../../platform/duration.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { insertToken, listTokens, revokeToken } from './token-store.ts';

const create = handleWrite(tokenCreate, function* ({ name, permissions, expires }, actor) {
  const excess = permissions.filter((permission) => !mayAnywhere(actor, permission));
  if (excess.length > 0) throw new CommandRefused('tokenTooMuch', { permissions: excess.join(', ') });
  const createdAtMs = yield* now();
  const expiresAtMs = createdAtMs + durationMs(expires);
  const token = `nb_${randomBytes(24).toString('base64url')}`;
  const stored = { name, permissions, createdBy: actor.name, createdAtMs, expiresAtMs };
  const ownerId = actor.userId ?? null;
  const id = yield* insertToken({ ...stored, ownerId, hash: hashSecret(token) });
  const shown = {
    id,
    name,
    permissions,
    createdBy: actor.name,
    createdAt: isoTime(createdAtMs),
    expiresAt: isoTime(expiresAtMs),
    lastUsedAt: null,
  };
  return { output: { ...shown, token }, target: `token:${id}`, before: null, after: shown };
});

/** Where its owner may do something only within a scope, so may the token. */
function mayAnywhere(actor: Actor, permission: Permission): boolean {
  const reach = reachOf(actor, permission);
  return reach === 'everything' || reach.length > 0;
}

const list = handleRead(tokenList, function* (input) {
  const { page, next } = pageOf(yield* listTokens(), input);
  return {
    next,
    tokens: page.map(({ id, name, permissions, createdBy, createdAtMs, expiresAtMs, lastUsedAtMs }) => ({
      id,
      name,
      permissions: [...permissions],
      createdBy,
      createdAt: isoTime(createdAtMs),
      expiresAt: isoTime(expiresAtMs),
      lastUsedAt: isoTimeOrNull(lastUsedAtMs),
    })),
  };
});

const revoke = handleWrite(tokenRevoke, function* ({ id }) {
  if (!(yield* revokeToken(id, yield* now()))) throw new CommandRefused('tokenUnknown', { id });
  return { output: { revoked: id }, target: `token:${id}`, before: { id }, after: null };
});

export const tokenCommands: readonly CommandHandler[] = [create, list, revoke];
