import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { answerBoot } from './answer-boot.ts';
import type { BootTools } from './answer-boot.ts';
import { parseBootRequest } from './parse-boot-request.ts';
import { replyScript } from './reply-script.ts';
import { bootstrapScript } from './scripts/bootstrap-script.ts';
import { scriptRoute } from './script-route.ts';
import type { ScriptAnswer } from './script-route.ts';
import type { AnsweredBoot } from './record-boot.ts';
import { welcomePage } from './welcome-page.ts';

export type BootRoutesNeeds = {
  readonly database: Database;
  readonly tools: BootTools;
  readonly bootUrl: string | null;
  readonly onBoot: (boot: AnsweredBoot) => void;
  /** What is answered in place of this profile, which a person picked, until they give a password; null: it needs none. */
  readonly askPassword: (
    request: FastifyRequest,
    reply: FastifyReply,
    profile: string,
  ) => Promise<ScriptAnswer | null>;
};

/** `/`, `/bootstrap.ipxe`, `/bootstrap`: what machines ask first. */
export function bootRoutes(
  plane: FastifyInstance,
  { database, tools, bootUrl, onBoot, askPassword }: BootRoutesNeeds,
): void {
  plane.get('/', (request, reply) => {
    if (isBrowser(request))
      return reply.type('text/html; charset=utf-8').send(welcomePage(serverUrlOf(request.raw, bootUrl)));
    return replyScript(reply, bootstrapScript);
  });
  plane.get('/bootstrap.ipxe', (_, reply) => replyScript(reply, bootstrapScript));
  scriptRoute(plane, '/bootstrap', 'deciding a boot failed', async (request, reply) => {
    const query = request.query as Readonly<Record<string, unknown>>;
    const asked = parseBootRequest(query, canonicalAddress(request.ip), serverUrlOf(request.raw, bootUrl));
    const asks = asked.pick?.kind === 'profile' ? await askPassword(request, reply, asked.pick.name) : null;
    if (asks !== null) return asks;
    const { script, boot } = await database.writeTogether(() => answerBoot(asked, tools));
    if (boot !== null) onBoot(boot);
    return script;
  });
}

function isBrowser(request: FastifyRequest): boolean {
  const agent = request.headers['user-agent'] ?? '';
  if (agent.startsWith('iPXE')) return false;
  return agent.startsWith('Mozilla/') || (request.headers.accept ?? '').includes('text/html');
}
