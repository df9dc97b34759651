import { ownTokenSchema } from '@netberth/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldsOf } from '../../commands/fields-of.ts';
import { writeAudited } from '../../commands/write-audited.ts';
import { now } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { SignedIn } from './authenticate-session.ts';
import { makeToken, viewToken } from './make-token.ts';
import type { SignInTools } from './sign-in.ts';
import { listTokensOf, revokeToken } from './token-store.ts';

const bodyLimit = 16 * 1024;
/** Nobody has use for more at once. */
const mostTokens = 50;

/**
 * Tokens of one's own, for whoever is signed in. Not by a token: one that somebody else has found could make the next,
 * and would never end.
 */
export function ownTokenRoutes(
  plane: FastifyInstance,
  tools: SignInTools,
  signedIn: (request: FastifyRequest) => Promise<SignedIn>,
): void {
  const tokensOf = (userId: number) =>
    tools.database.read(function* () {
      return yield* listTokensOf(userId, yield* now());
    });

  plane.get('/api/v1/session/tokens', async (request, reply) => {
    const { user } = await signedIn(request);
    const tokens = (await tokensOf(user.id)).map(viewToken);
    return await reply.header('cache-control', 'no-store').send({ tokens });
  });

  plane.post('/api/v1/session/tokens', { bodyLimit }, async (request, reply) => {
    const { user, actor } = await signedIn(request);
    const wanted = fieldsOf(ownTokenSchema, request.body, '(body)');
    const made = await writeAudited(tools, function* () {
      const own = yield* listTokensOf(user.id, yield* now());
      if (own.length >= mostTokens) throw new CommandRefused('tooManyTokens', { limit: mostTokens });
      const { shown, secret } = yield* makeToken(wanted, actor);
      const target = `token:${shown.id}`;
      const entry = { actor, command: 'session.token', target, before: null, after: shown };
      return { result: { ...shown, token: secret }, entry };
    });
    return await reply.header('cache-control', 'no-store').send(made);
  });

  plane.delete<{ Params: { id: string } }>('/api/v1/session/tokens/:id', async (request, reply) => {
    const { user, actor } = await signedIn(request);
    const id = Number(request.params.id);
    await writeAudited(tools, function* () {
      const nowMs = yield* now();
      const own = (yield* listTokensOf(user.id, nowMs)).find((token) => token.id === id);
      if (!own) throw new CommandRefused('tokenUnknown', { id: request.params.id });
      yield* revokeToken(id, nowMs);
      const before = viewToken(own);
      const entry = { actor, command: 'session.token', target: `token:${id}`, before, after: null };
      return { result: undefined, entry };
    });
    return await reply.send({ revoked: id });
  });
}
