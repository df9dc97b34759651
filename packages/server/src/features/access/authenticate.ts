import { permissions } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { now } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { printable } from '../../platform/printable.ts';
import { findTokenByHash, touchToken } from './token-store.ts';

/** The socket's file permissions were the log-in; the name is what the local user claims. */
export function localActor(claimedName: string | undefined): Actor {
  const name = printable(decoded(claimedName ?? ''), 64).trim() || 'unknown';
  return { name: `${name} (claimed)`, origin: 'socket', permissions: new Set(permissions) };
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

const touchEveryMs = 60_000;

/** @returns undefined when the token is unknown, expired or revoked */
export async function actorOfToken(
  database: Database,
  token: string,
  origin: string,
): Promise<Actor | undefined> {
  const hash = hashSecret(token);
  const found = await database.read(function* () {
    const record = yield* findTokenByHash(hash);
    return record && { record, nowMs: yield* now() };
  });
  if (!found || found.record.revokedAtMs !== null || found.record.expiresAtMs <= found.nowMs)
    return undefined;
  const { record, nowMs } = found;
  if (nowMs - (record.lastUsedAtMs ?? 0) > touchEveryMs)
    await database.write(() => touchToken(record.id, nowMs));
  return { name: `token:${record.name}`, origin, permissions: new Set(record.permissions) };
}
