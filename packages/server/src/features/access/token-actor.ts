import type { Actor } from '../../commands/actor.ts';
import { now } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { asStored } from './refresh-user.ts';
import type { RefreshUser } from './refresh-user.ts';
import { intersectRights } from './resolve-roles.ts';
import type { Rights } from './resolve-roles.ts';
import { findTokenByHash, touchToken } from './token-store.ts';
import type { TokenRecord } from './token-store.ts';
import { rightsOfUser } from './user-rights.ts';
import { findUser } from './user-store.ts';

const touchEveryMs = 60_000;

/** @returns undefined when the token is unknown, expired or revoked, or its owner is gone or disabled */
export async function actorOfToken(
  database: Database,
  token: string,
  origin: string,
  refresh: RefreshUser = asStored,
): Promise<Actor | undefined> {
  const hash = hashSecret(token);
  const found = await database.read(function* () {
    const record = yield* findTokenByHash(hash);
    const nowMs = yield* now();
    if (!record || record.revokedAtMs !== null || record.expiresAtMs <= nowMs) return undefined;
    return { record, nowMs };
  });
  if (!found) return undefined;
  const { record, nowMs } = found;
  const rights = await rightsOfToken(database, record, nowMs, refresh);
  if (!rights) return undefined;
  if (nowMs - (record.lastUsedAtMs ?? 0) > touchEveryMs)
    await database.write(() => touchToken(record.id, nowMs));
  const actor = { name: `token:${record.name}`, origin, ...rights };
  return record.ownerId === null ? actor : { ...actor, userId: record.ownerId };
}

/** What was given to the token, as far as its owner still has it. */
async function rightsOfToken(
  database: Database,
  { ownerId, permissions }: TokenRecord,
  nowMs: number,
  refresh: RefreshUser,
): Promise<Rights | undefined> {
  if (ownerId === null) return { permissions: new Set(permissions), scopes: [] };
  const stored = await database.read(() => findUser(ownerId));
  const owner = stored && !stored.disabled ? await refresh(stored, nowMs) : undefined;
  if (!owner) return undefined;
  return intersectRights(await database.read(() => rightsOfUser(owner)), permissions);
}
