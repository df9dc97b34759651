import type { FastifyReply } from 'fastify';
import { fillMessage, messages } from './message-registry.ts';
import type { MessageKey, MessageValues } from './message-registry.ts';

/** To installers and file requests: a real status and two lines of text. */
export function replyRefusal(reply: FastifyReply, key: MessageKey, values: MessageValues): FastifyReply {
  return replyText(reply.code(messages[key].status), refusalText(key, values));
}

export function refusalText(key: MessageKey, values: MessageValues): string {
  const { code, text, wayOut } = messages[key];
  return `Netberth ${code}: ${fillMessage(text, values)}\n${fillMessage(wayOut, values)}\n`;
}

export function replyText(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type('text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(text);
}
