import type { Actor } from '../../commands/actor.ts';
import { now } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { asStored } from './refresh-user.ts';
import type { RefreshUser } from './refresh-user.ts';
import { intersectRights } from './resolve-roles.ts';
import { userName } from './user-record.ts';
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
  const bearer = await bearerOf(database, record, nowMs, refresh);
  if (!bearer) return undefined;
  if (nowMs - (record.lastUsedAtMs ?? 0) > touchEveryMs)
    await database.write(() => touchToken(record.id, nowMs));
  return { ...bearer, origin };
}

/** Who has it: its owner, with what was given to the token as far as the owner still has it; or nobody by name. */
async function bearerOf(
  database: Database,
  { name, ownerId, permissions }: TokenRecord,
  nowMs: number,
  refresh: RefreshUser,
): Promise<Omit<Actor, 'origin'> | undefined> {
  if (ownerId === null) return { name: `token:${name}`, permissions: new Set(permissions), scopes: [] };
  const stored = await database.read(() => findUser(ownerId));
  const owner = stored && !stored.disabled ? await refresh(stored, nowMs) : undefined;
  if (!owner) return undefined;
  const rights = intersectRights(await database.read(() => rightsOfUser(owner)), permissions);
  return { name: `${userName(owner)} (token ${name})`, ...rights, userId: ownerId };
}
