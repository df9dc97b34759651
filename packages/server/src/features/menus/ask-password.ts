import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalAddress } from '../../platform/network-address.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import type { ScriptAnswer } from '../boot/script-route.ts';
import { loginScript } from './login-script.ts';
import type { MenuGuard } from './menu-guard.ts';
import { problemText } from './problem-text.ts';
import { textOf, type Query } from './query-text.ts';

/**
 * What is answered in place of something that is protected; null: whoever asks may have it.
 * @param name of what is protected, as a person reads it
 * @param isAskedAgain a password that was typed a moment ago is tried first
 */
export async function askPassword(
  request: FastifyRequest,
  reply: FastifyReply,
  { guard, bootUrl }: { readonly guard: MenuGuard; readonly bootUrl: string | null },
  name: string,
  isAskedAgain = false,
): Promise<ScriptAnswer | null> {
  const admission = await guard.admit(request.headers.authorization, canonicalAddress(request.ip));
  switch (admission.kind) {
    case 'admitted':
      return null;
    case 'blocked':
      return problemText('menuLocked', { minutes: Math.ceil(admission.retryAfterMs / 60_000) });
    case 'unknown':
      if (textOf(request.query as Query, 'login') === undefined)
        return loginScript(name, serverUrlOf(request.raw, bootUrl) + request.url, isAskedAgain);
      return challenge(reply);
    case 'wrong':
      return challenge(reply);
  }
}

/** iPXE sends a name and a password only when it is asked for them (RFC 7617). */
function challenge(reply: FastifyReply): FastifyReply {
  return reply.code(401).header('www-authenticate', 'Basic realm="Netberth"').type('text/plain').send('');
}
