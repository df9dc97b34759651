import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeAudited } from '../../../commands/write-audited.ts';
import { CommandRefused } from '../../../platform/command-refused.ts';
import { escapeHtml } from '../../../platform/escape-html.ts';
import { canonicalAddress } from '../../../platform/network-address.ts';
import { printable } from '../../../platform/printable.ts';
import { sessionCookie, sessionSecretOf } from '../session-cookie.ts';
import { startSession } from '../sign-in.ts';
import type { SignInTools } from '../sign-in.ts';
import { reasonOf } from './oidc-client.ts';
import type { OidcClient } from './oidc-client.ts';
import { endedTripCookie, setTripCookie, tripOf } from './oidc-cookie.ts';

const leavePath = '/api/v1/session/oidc';
const backPath = `${leavePath}/callback`;

/**
 * Single sign-on: the browser leaves for the provider and comes back.
 * @param adminUrl how browsers reach this server; null: as they asked
 */
export function oidcRoutes(
  plane: FastifyInstance,
  tools: SignInTools,
  { provider, adminUrl }: { readonly provider: OidcClient; readonly adminUrl: string | null },
): void {
  // The host was checked: only those in adminHosts come so far.
  const originOf = (request: FastifyRequest) => adminUrl ?? `${request.protocol}://${request.host}`;

  plane.get(leavePath, async (request, reply) => {
    try {
      const { url, trip } = await provider.leave(`${originOf(request)}${backPath}`);
      setTripCookie(request, reply, trip);
      return await reply.header('cache-control', 'no-store').redirect(url.href);
    } catch (error) {
      request.log.warn(error, 'the provider of single sign-on cannot be asked');
      return await sendRefusal(
        reply,
        new CommandRefused('oidcDown', { why: printable(reasonOf(error), 300) }),
      );
    }
  });

  plane.get(backPath, async (request, reply) => {
    const trip = tripOf(request);
    if (!trip) return await sendRefusal(reply, new CommandRefused('oidcLost', {}));
    const address = canonicalAddress(request.ip);
    const outcome = await provider.comeBack(new URL(request.url, originOf(request)), trip);
    reply.header('set-cookie', endedTripCookie(request));
    if (outcome.kind === 'refused') {
      const why = printable(outcome.why, 500);
      await recordFailure(tools, address, why);
      return await sendRefusal(reply, new CommandRefused('oidcFailed', { why }));
    }
    try {
      const secret = await startSession(tools, outcome.proven, address, sessionSecretOf(request));
      reply.header('set-cookie', sessionCookie(request, secret));
      return await sendOn(reply);
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      return await sendRefusal(reply, error);
    }
  });
}

async function recordFailure(tools: SignInTools, address: string, why: string): Promise<void> {
  await writeAudited(tools, function* () {
    const actor = { name: 'nobody', origin: address, permissions: new Set<never>() };
    const entry = {
      actor,
      command: 'session.refuse',
      target: null,
      before: null,
      after: { user: null, why },
    };
    return { result: undefined, entry };
  });
}

/** By a page of our own: after a redirect from elsewhere the browser would not send a `Strict` cookie. */
function sendOn(reply: FastifyReply): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('refresh', '0; url=/')
    .type('text/html; charset=utf-8')
    .send(page('Signed in', '<a href="/">Go on</a>'));
}

function sendRefusal(reply: FastifyReply, refused: CommandRefused): FastifyReply {
  const { code, status } = refused.entry;
  const text = `${code}: ${refused.message}. ${refused.wayOut}`;
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page('Not signed in', `${escapeHtml(text)}</p><p><a href="/">Back</a>`));
}

/** No style and no script: the plane's policy lets a page of the API load nothing. */
function page(title: string, body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${body}</p>\n`;
}
