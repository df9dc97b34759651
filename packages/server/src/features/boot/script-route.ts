import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { replyScript } from './reply-script.ts';
import { retryScript } from './scripts/retry-script.ts';

/** The text of a script; or what was replied already, where it is no script. */
export type ScriptAnswer = string | FastifyReply;

/**
 * A route that answers iPXE with a script, whatever happens (rule 7).
 * @param failure what the log says when it cannot
 */
export function scriptRoute(
  plane: FastifyInstance,
  url: string,
  failure: string,
  answer: (request: FastifyRequest, reply: FastifyReply) => ScriptAnswer | Promise<ScriptAnswer>,
): void {
  plane.route({
    method: 'GET',
    url,
    handler: async (request, reply) => {
      const text = await answer(request, reply);
      return typeof text === 'string' ? replyScript(reply, text) : text;
    },
    errorHandler: (error, request, reply) => {
      request.log.error(error, failure);
      void replyScript(reply, retryScript('bootFailed', { why: 'an error of the server, see its log' }));
    },
  });
}
