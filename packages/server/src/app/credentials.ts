import type { FastifyRequest } from 'fastify';

export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
}

/** What the command says its user is called; over the socket only. */
export function claimedName(request: FastifyRequest): string | undefined {
  const value = request.headers['x-netberth-user'];
  return typeof value === 'string' ? value : undefined;
}
