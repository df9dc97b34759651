import type { FastifyReply } from 'fastify';

/** Scripts are always 200: iPXE shows and runs them, whatever they have to say (rule 7). */
export function replyScript(reply: FastifyReply, script: string): FastifyReply {
  return reply
    .code(200)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(script);
}
