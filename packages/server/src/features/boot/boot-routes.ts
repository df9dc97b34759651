import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { answerBoot } from './answer-boot.ts';
import type { BootTools } from './answer-boot.ts';
import { parseBootRequest } from './parse-boot-request.ts';
import { replyScript } from './reply-script.ts';
import { bootstrapScript } from './scripts/bootstrap-script.ts';
import { retryScript } from './scripts/retry-script.ts';
import { welcomePage } from './welcome-page.ts';

export type BootRoutesNeeds = {
  readonly database: Database;
  readonly tools: BootTools;
  readonly bootUrl: string | null;
  readonly onBoot: (decision: string) => void;
};

/** `/`, `/bootstrap.ipxe`, `/bootstrap`: what machines ask first. */
export function bootRoutes(
  plane: FastifyInstance,
  { database, tools, bootUrl, onBoot }: BootRoutesNeeds,
): void {
  plane.get('/', (request, reply) => {
    if (isBrowser(request))
      return reply.type('text/html; charset=utf-8').send(welcomePage(serverUrlOf(request.raw, bootUrl)));
    return replyScript(reply, bootstrapScript);
  });
  plane.get('/bootstrap.ipxe', (_, reply) => replyScript(reply, bootstrapScript));
  plane.route({
    method: 'GET',
    url: '/bootstrap',
    handler: async (request, reply) => {
      const query = request.query as Readonly<Record<string, unknown>>;
      const asked = parseBootRequest(query, canonicalAddress(request.ip), serverUrlOf(request.raw, bootUrl));
      const { decision, script } = await database.write(() => answerBoot(asked, tools));
      onBoot(decision);
      return replyScript(reply, script);
    },
    errorHandler: (error, request, reply) => {
      request.log.error(error, 'deciding a boot failed');
      void replyScript(reply, retryScript('an error of the server, see its log'));
    },
  });
}

function isBrowser(request: FastifyRequest): boolean {
  const agent = request.headers['user-agent'] ?? '';
  if (agent.startsWith('iPXE')) return false;
  return agent.startsWith('Mozilla/') || (request.headers.accept ?? '').includes('text/html');
}
