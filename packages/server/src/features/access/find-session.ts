import { randomBytes } from 'node:crypto';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { findSessionByHash } from './session-store.ts';
import type { SessionRecord } from './session-store.ts';
import { findUser } from './user-store.ts';
import type { UserRecord } from './user-record.ts';

/** How long a session lasts: unused, and in all. */
export type SessionTimes = { readonly idleMs: number; readonly lifeMs: number };

export type LiveSession = {
  readonly session: SessionRecord;
  readonly user: UserRecord;
  readonly nowMs: number;
};

/** What the cookie holds: 256 random bits. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Made of the secret, so that it is nowhere stored: a page elsewhere has the cookie sent, but cannot read this. */
export function csrfOf(sessionSecret: string): string {
  return hashSecret(`csrf ${sessionSecret}`);
}

/** @returns undefined when it is forged, over, or of a user who is gone or may not sign in any more */
export function* findLiveSession(secret: string, { idleMs }: SessionTimes): Reading<LiveSession | undefined> {
  const session = yield* findSessionByHash(hashSecret(secret));
  if (!session) return undefined;
  const nowMs = yield* now();
  if (session.endsAtMs <= nowMs || session.usedAtMs + idleMs <= nowMs) return undefined;
  const user = yield* findUser(session.userId);
  return user && !user.disabled ? { session, user, nowMs } : undefined;
}
