import { changePasswordSchema, signInSchema } from '@netberth/api';
import type { Provider, Session } from '@netberth/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../../commands/fields-of.ts';
import { writeAudited } from '../../commands/write-audited.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { authenticateSession } from './authenticate-session.ts';
import type { SignedIn } from './authenticate-session.ts';
import { csrfOf } from './find-session.ts';
import { giveBackAttempt, takeAttempt } from './limit-attempts.ts';
import { ownTokenRoutes } from './own-token-routes.ts';
import { hashPassword, isPassword } from './password.ts';
import { clearSessionCookie, sessionSecretOf, setSessionCookie } from './session-cookie.ts';
import { deleteOtherSessions, deleteSession, deleteSessionsOf } from './session-store.ts';
import { signIn, TooManySignIns } from './sign-in.ts';
import type { SignInTools } from './sign-in.ts';
import { updateUser } from './user-store.ts';

const bodyLimit = 16 * 1024;

/** What a browser is told besides who it is. */
export type SessionPlace = {
  readonly providers: readonly Provider[];
  readonly boot: Session['boot'];
};

/** Signing in and out of the console. */
export function sessionRoutes(
  plane: FastifyInstance,
  tools: SignInTools,
  { providers, boot }: SessionPlace,
): void {
  const signedIn = async (request: FastifyRequest) => {
    const found = await authenticateSession(tools, request);
    if (!found) throw new CommandRefused('notSignedIn', {});
    return found;
  };

  plane.get('/api/v1/session/providers', (_, reply) =>
    reply.header('cache-control', 'no-store').send(providers),
  );

  plane.post('/api/v1/session', { bodyLimit }, async (request, reply) => {
    const { username, password } = fieldsOf(signInSchema, request.body, '(body)');
    const address = canonicalAddress(request.ip);
    const oldSecret = sessionSecretOf(request);
    try {
      const secret = await signIn(tools, { username, password, address, oldSecret });
      setSessionCookie(request, reply, secret);
      const found = await authenticateSession(tools, request, secret);
      if (!found) throw new CommandRefused('notSignedIn', {});
      return await reply.header('cache-control', 'no-store').send(viewSession(found, boot));
    } catch (error) {
      if (error instanceof TooManySignIns) reply.header('retry-after', error.retryAfterSeconds);
      throw error;
    }
  });

  plane.get('/api/v1/session', async (request, reply) =>
    reply.header('cache-control', 'no-store').send(viewSession(await signedIn(request), boot)),
  );

  plane.delete('/api/v1/session', async (request, reply) => {
    const { session, user, actor } = await signedIn(request);
    await writeAudited(tools, function* () {
      yield* deleteSession(session.id);
      const before = { session: session.id };
      const entry = { actor, command: 'session.end', target: `user:${user.id}`, before, after: null };
      return { result: undefined, entry };
    });
    clearSessionCookie(request, reply);
    return await reply.send({ ended: 1 });
  });

  plane.delete('/api/v1/sessions', async (request, reply) => {
    const { user, actor } = await signedIn(request);
    const ended = await writeAudited(tools, function* () {
      const count = yield* deleteSessionsOf(user.id);
      const before = { sessions: count };
      const entry = { actor, command: 'session.end', target: `user:${user.id}`, before, after: null };
      return { result: count, entry };
    });
    clearSessionCookie(request, reply);
    return await reply.send({ ended });
  });

  plane.put('/api/v1/session/password', { bodyLimit }, async (request, reply) => {
    const found = await signedIn(request);
    const { current, password } = fieldsOf(changePasswordSchema, request.body, '(body)');
    await demandPassword(tools, found, current, reply);
    await changePassword(tools, found, password);
    return await reply.send({ changed: true });
  });

  ownTokenRoutes(plane, tools, signedIn);
}

/** Whoever has found a session open must not be able to find out its password: it is guessed as slowly as at the door. */
async function demandPassword(
  { database }: SignInTools,
  { user, actor }: SignedIn,
  current: string,
  reply: FastifyReply,
): Promise<void> {
  if (user.passwordHash === null) throw new CommandRefused('noPassword', { user: actor.name });
  const attempt = await database.write(() => takeAttempt(user.name, actor.origin));
  if (attempt.kind === 'blocked') {
    const refused = new TooManySignIns(attempt.retryAfterMs);
    reply.header('retry-after', refused.retryAfterSeconds);
    throw refused;
  }
  if (!(await isPassword(current, user.passwordHash))) throw new CommandRefused('signInFailed', {});
  await database.write(() => giveBackAttempt(attempt));
}

/** The other sessions of the user end: somebody else may have the old password. */
async function changePassword(
  tools: SignInTools,
  { user, session, actor }: SignedIn,
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await writeAudited(tools, function* () {
    yield* updateUser(user, { passwordHash });
    yield* deleteOtherSessions(user.id, session.id);
    const target = `user:${user.id}`;
    const after = { password: 'changed' };
    return {
      result: undefined,
      entry: { actor, command: 'session.password', target, before: null, after },
    };
  });
}

function viewSession({ actor, roles, secret }: SignedIn, boot: Session['boot']): Session {
  const scopes = (actor.scopes ?? []).map(({ label, permissions }) => ({
    label: `${label.name}=${label.value}`,
    permissions: [...permissions].filter((permission) => !actor.permissions.has(permission)),
  }));
  const anywhere = new Set([...actor.permissions, ...scopes.flatMap(({ permissions }) => permissions)]);
  return {
    actor: actor.name,
    roles: [...roles],
    permissions: [...anywhere],
    scopes: scopes.filter(({ permissions }) => permissions.length > 0),
    boot,
    csrf: csrfOf(secret),
  };
}
