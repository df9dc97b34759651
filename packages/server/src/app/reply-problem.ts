import { STATUS_CODES } from 'node:http';
import type { Problem } from '@netberth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CommandRefused } from '../platform/command-refused.ts';
import { hasErrorCode } from '../platform/error-code.ts';
import { sizeText } from '../platform/size-text.ts';
import { whyUnreadable } from './unreadable-request.ts';

/** What went wrong with a request of an administrator, as RFC 9457 has it. */
export function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = asRefused(error, request);
  // Else the sender would go on to the end of what nobody reads.
  if (!request.raw.complete) void reply.header('connection', 'close');
  return reply.code(refused.entry.status).type(problemType).send(problemOf(refused));
}

export const problemType = 'application/problem+json';

export function problemOf(refused: CommandRefused): Problem {
  const { code, status } = refused.entry;
  return {
    type: `urn:netberth:error:${code.toLowerCase()}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    code,
    detail: `${refused.message}. ${refused.wayOut}`,
    ...(refused.fields.length > 0 && { fields: [...refused.fields] }),
  };
}

export function unreadable(error: Error & { code?: string }): CommandRefused {
  return new CommandRefused('unreadableCommand', { why: whyUnreadable(error) });
}

function asRefused(error: unknown, request: FastifyRequest): CommandRefused {
  if (error instanceof CommandRefused) return error;
  if (hasErrorCode(error, 'FST_ERR_CTP_BODY_TOO_LARGE'))
    return new CommandRefused('bodyTooLarge', { limit: sizeText(request.routeOptions.bodyLimit) });
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : String(error);
    return new CommandRefused('badInput', {}, [{ field: '(body)', message }]);
  }
  request.log.error(error, 'a command failed');
  return new CommandRefused('adminFailed', {});
}

function statusOf(error: unknown): number {
  const isTold = typeof error === 'object' && error !== null && 'statusCode' in error;
  return isTold && typeof error.statusCode === 'number' ? error.statusCode : 500;
}
