import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OidcTrip } from './oidc-client.ts';

const name = 'netberth_oidc';
const path = '/api/v1/session/oidc';
/** So long somebody may take to sign in at the provider. */
const lifeSeconds = 600;

/** `Lax`, other than the session's: the browser comes from the provider's page when it is wanted. */
export function setTripCookie(request: FastifyRequest, reply: FastifyReply, trip: OidcTrip): void {
  const value = [trip.state, trip.nonce, trip.verifier].join('.');
  reply.header('set-cookie', cookieText(request, value, lifeSeconds));
}

/** @returns text for a `set-cookie`: it is good for one way back */
export function endedTripCookie(request: FastifyRequest): string {
  return cookieText(request, '', 0);
}

export function tripOf(request: FastifyRequest): OidcTrip | undefined {
  const { cookie } = request.headers;
  const value = cookie === undefined ? undefined : parseCookie(cookie)[name];
  const [, state, nonce, verifier] =
    /^([\w-]{20,128})\.([\w-]{20,128})\.([\w-]{43,128})$/.exec(value ?? '') ?? [];
  if (state === undefined || nonce === undefined || verifier === undefined) return undefined;
  return { state, nonce, verifier };
}

function cookieText(request: FastifyRequest, value: string, maxAge: number): string {
  return stringifySetCookie({
    ...{ name, value, path, maxAge, httpOnly: true, sameSite: 'lax' },
    secure: request.protocol === 'https',
  });
}
