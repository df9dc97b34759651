import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const name = 'netberth_session';

export function sessionSecretOf(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  const secret = cookie === undefined ? undefined : parseCookie(cookie)[name];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined;
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.header('set-cookie', cookieText(request, secret));
}

/** Text for a `set-cookie` beside others. */
export function sessionCookie(request: FastifyRequest, secret: string): string {
  return cookieText(request, secret);
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', cookieText(request, '', 0));
}

/** It ends with the browser, or when the server says so. */
function cookieText(request: FastifyRequest, value: string, maxAge?: number): string {
  return stringifySetCookie({
    ...{ name, value, path: '/', httpOnly: true, sameSite: 'strict' },
    secure: request.protocol === 'https',
    ...(maxAge !== undefined && { maxAge }),
  });
}
