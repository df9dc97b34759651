import type { FastifyRequest } from 'fastify';
import { printable } from '../platform/printable.ts';

export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
}

/** What the command says its user is called; over the socket only. */
export function claimedName(request: FastifyRequest): string | undefined {
  const value = request.headers['x-netberth-user'];
  return typeof value === 'string' ? value : undefined;
}

/** Why somebody does it, for the audit log; percent-encoded, because a header holds ASCII alone. */
export function reasonIn(request: FastifyRequest): string | undefined {
  const value = request.headers['x-netberth-reason'];
  if (typeof value !== 'string') return undefined;
  return printable(decoded(value), 500).trim() || undefined;
}

/** @returns the text itself where it is not encoded so */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
