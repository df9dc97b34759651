import type { FastifyReply } from 'fastify';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import type { Served } from './serve-answer.ts';

export function replyServed(reply: FastifyReply, served: Served): FastifyReply {
  return served.ok ? replyText(reply, served.text) : replyRefusal(reply, served.key, served.values);
}
