import { setTimeout } from 'node:timers/promises';
import type { AuditTrail } from '../../commands/audit-trail.ts';
import { writeAudited } from '../../commands/write-audited.ts';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { printable } from '../../platform/printable.ts';
import type { SessionTools } from './authenticate-session.ts';
import { newSessionSecret } from './find-session.ts';
import type { SessionTimes } from './find-session.ts';
import { giveBackAttempt, takeAttempt } from './limit-attempts.ts';
import type { PasswordSource, Proven, Verdict } from './password-source.ts';
import { deleteSession, deleteSessionsOver, findSessionByHash, insertSession } from './session-store.ts';
import { rightsOfUser } from './user-rights.ts';
import { userName } from './user-record.ts';
import type { UserRecord } from './user-record.ts';
import { findUserNamed, insertUser, updateUser } from './user-store.ts';

export type SignInTools = SessionTools & {
  readonly audit: AuditTrail;
  readonly passwords: PasswordSource;
};

export type SignInRequest = {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** The session of the cookie that came with it; it ends. */
  readonly oldSecret: string | undefined;
};

/** Thrown as 429; the route tells the client when to come back. */
export class TooManySignIns extends CommandRefused {
  readonly retryAfterSeconds: number;

  constructor(retryAfterMs: number) {
    const minutes = Math.ceil(retryAfterMs / 60_000);
    super('tooManySignIns', { minutes });
    this.retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
  }
}

/**
 * limit -> check -> one transaction {session -> audit}.
 * @returns the secret of a new session
 * @throws CommandRefused; whoever fails is not told whether there is such a user
 */
export async function signIn(tools: SignInTools, request: SignInRequest): Promise<string> {
  const { database, passwords } = tools;
  const { username, password, address } = request;
  const subject = username.toLowerCase();
  const attempt = await database.write(() => takeAttempt(subject, address));
  if (attempt.kind === 'blocked') throw new TooManySignIns(attempt.retryAfterMs);
  const verdict = await passwords.check(username, password);
  if (verdict.kind !== 'right') {
    await setTimeout(delayMs(attempt.failures));
    throw await refuse(tools, verdict, request);
  }
  await database.write(() => giveBackAttempt(attempt));
  return await startSession(tools, verdict.proven, address, request.oldSecret);
}

/** A quarter of a second after the first wrong password, four seconds after the fifth. */
function delayMs(failures: number): number {
  return 250 * 2 ** Math.min(failures, 4);
}

/** @throws CommandRefused when the user is disabled here, or may do nothing */
export async function startSession(
  tools: SignInTools,
  proven: Proven,
  address: string,
  oldSecret: string | undefined,
): Promise<string> {
  const secret = newSessionSecret();
  const outcome = await writeAudited(tools, function* () {
    const user = yield* arrive(proven);
    const why = user.disabled ? 'it is disabled' : yield* whyUseless(user);
    const name = userName(user);
    const actor = { name, origin: address, permissions: new Set<never>() };
    if (why !== undefined)
      return { result: { name, why }, entry: { ...refusal, actor, after: { user: name, why } } };
    const session = yield* replaceSession(user, tools.times, secret, address, oldSecret);
    const after = { session: session.id, groups: [...proven.groups] };
    return {
      result: undefined,
      entry: { actor, command: 'session.start', target: `user:${user.id}`, before: null, after },
    };
  });
  if (outcome) throw new CommandRefused('accountRefused', { user: outcome.name, why: outcome.why });
  return secret;
}

const refusal = { command: 'session.refuse', target: null, before: null } as const;

/** Somebody from a directory is known from the first log-in on. */
function* arrive(proven: Proven): Writing<UserRecord> {
  const nowMs = yield* now();
  const seen = { groups: proven.groups, signedInAtMs: nowMs, checkedAtMs: nowMs };
  const known = yield* findUserNamed(proven);
  if (known) return yield* updateUser(known, seen);
  if (proven.source === 'local') throw new CommandRefused('signInFailed', {}); // removed meanwhile
  const { source, name } = proven;
  const blank = { passwordHash: null, roles: [], disabled: false, createdAtMs: nowMs };
  return yield* insertUser({ source, name, ...blank, ...seen });
}

function* whyUseless(user: UserRecord): Writing<string | undefined> {
  const { permissions, scopes } = yield* rightsOfUser(user);
  return permissions.size + scopes.length > 0 ? undefined : 'nobody has given it, or its groups, a role';
}

function* replaceSession(
  user: UserRecord,
  { idleMs, lifeMs }: SessionTimes,
  secret: string,
  address: string,
  oldSecret: string | undefined,
) {
  const nowMs = yield* now();
  yield* deleteSessionsOver(nowMs, nowMs - idleMs);
  const old = oldSecret === undefined ? undefined : yield* findSessionByHash(hashSecret(oldSecret));
  if (old) yield* deleteSession(old.id);
  return yield* insertSession({
    hash: hashSecret(secret),
    userId: user.id,
    address,
    startedAtMs: nowMs,
    endsAtMs: nowMs + lifeMs,
  });
}

function whatTheLogMayKnow(verdict: Exclude<Verdict, { kind: 'right' }>): {
  name: string | undefined;
  why: string;
} {
  switch (verdict.kind) {
    case 'refused':
      return verdict;
    case 'unreachable':
      return { name: undefined, why: verdict.why };
    case 'wrong':
      return verdict.known ?? { name: undefined, why: 'wrong user name or password' };
  }
}

/** The record names the account only when it exists: people type passwords into the field for the name. */
async function refuse(
  tools: SignInTools,
  verdict: Exclude<Verdict, { kind: 'right' }>,
  { username, address }: SignInRequest,
): Promise<CommandRefused> {
  await writeAudited(tools, function* () {
    const local = yield* findUserNamed({ source: 'local', name: username.toLowerCase() });
    const { name, why } = whatTheLogMayKnow(verdict);
    const user = name ?? (local ? userName(local) : null);
    const actor = { name: 'nobody', origin: address, permissions: new Set<never>() };
    return { result: undefined, entry: { ...refusal, actor, after: { user, why: printable(why, 500) } } };
  });
  switch (verdict.kind) {
    case 'wrong':
      return new CommandRefused('signInFailed', {});
    case 'refused':
      return new CommandRefused('accountRefused', { user: verdict.name, why: verdict.why });
    case 'unreachable':
      return new CommandRefused('directoryDown', { why: verdict.why });
  }
}
