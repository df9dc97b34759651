import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../commands/actor.ts';
import type { Database } from '../../database/work.ts';
import { isSameHash } from '../../platform/boot-id.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { csrfOf, findLiveSession } from './find-session.ts';
import type { LiveSession, SessionTimes } from './find-session.ts';
import type { RefreshUser } from './refresh-user.ts';
import { sessionSecretOf } from './session-cookie.ts';
import { touchSession } from './session-store.ts';
import { actorOfRights, rightsOfUser } from './user-rights.ts';

export type SignedIn = Pick<LiveSession, 'session' | 'user'> & {
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly secret: string;
};

export type SessionTools = {
  readonly database: Database;
  readonly times: SessionTimes;
  readonly refresh: RefreshUser;
};

const touchEveryMs = 60_000;

/**
 * Who the cookie stands for, with what that user may do now.
 * @param secret of a session that has just begun, in place of the cookie's
 * @returns undefined when it stands for nobody
 * @throws CommandRefused when the request could come from a page elsewhere
 */
export async function authenticateSession(
  { database, times, refresh }: SessionTools,
  request: FastifyRequest,
  newSecret?: string,
): Promise<SignedIn | undefined> {
  const secret = newSecret ?? sessionSecretOf(request);
  if (secret === undefined) return undefined;
  const found = await database.read(() => findLiveSession(secret, times));
  if (!found) return undefined;
  if (newSecret === undefined) demandCsrf(request, secret);
  const { session, nowMs } = found;
  const user = await refresh(found.user, nowMs);
  if (!user) return undefined;
  const rights = await database.read(() => rightsOfUser(user));
  if (nowMs - session.usedAtMs > touchEveryMs) await database.write(() => touchSession(session.id, nowMs));
  const actor = actorOfRights(user, rights, canonicalAddress(request.ip));
  return { session, user, actor, roles: rights.roles, secret };
}

function demandCsrf(request: FastifyRequest, secret: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const sent = request.headers['x-netberth-csrf'];
  if (typeof sent === 'string' && isSameHash(sent, csrfOf(secret))) return;
  throw new CommandRefused('csrfMissing', {});
}
