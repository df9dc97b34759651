import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { answerBoot } from './answer-boot.ts';
import type { BootTools } from './answer-boot.ts';
import { answerHardware } from './answer-hardware.ts';
import { parseBootRequest } from './parse-boot-request.ts';
import { parseHardwareReport } from './parse-hardware-report.ts';
import { replyScript } from './reply-script.ts';
import { bootstrapScript } from './scripts/bootstrap-script.ts';
import { retryScript } from './scripts/retry-script.ts';
import type { AnsweredBoot } from './record-boot.ts';
import { welcomePage } from './welcome-page.ts';

export type BootRoutesNeeds = {
  readonly database: Database;
  readonly tools: BootTools;
  readonly bootUrl: string | null;
  readonly onBoot: (boot: AnsweredBoot) => void;
  /** What is answered to a person who picked this profile and must give a password first; null: nothing keeps it. */
  readonly keepProfile: (
    request: FastifyRequest,
    reply: FastifyReply,
    profile: string,
  ) => Promise<string | FastifyReply | null>;
};

/** `/`, `/bootstrap.ipxe`, `/bootstrap`: what machines ask first; `/answer.toml`: what Proxmox's installer asks. */
export function bootRoutes(
  plane: FastifyInstance,
  { database, tools, bootUrl, onBoot, keepProfile }: BootRoutesNeeds,
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
      const kept = asked.pick?.kind === 'profile' ? await keepProfile(request, reply, asked.pick.name) : null;
      if (kept !== null) return typeof kept === 'string' ? replyScript(reply, kept) : kept;
      const { script, boot } = await database.write(() => answerBoot(asked, tools));
      if (boot !== null) onBoot(boot);
      return replyScript(reply, script);
    },
    errorHandler: (error, request, reply) => {
      request.log.error(error, 'deciding a boot failed');
      void replyScript(reply, retryScript('bootFailed', { why: 'an error of the server, see its log' }));
    },
  });
  // The URL stands in an ISO that is the same for all machines, so who asks can only be told by what it sends.
  plane.post('/answer.toml', async (request, reply) => {
    const report = parseHardwareReport(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
    if (!report.ok) return replyRefusal(reply, 'hardwareUnreadable', { why: report.why });
    const [address, serverUrl] = [canonicalAddress(request.ip), serverUrlOf(request.raw, bootUrl)];
    const asked = { identity: report.identity, address, serverUrl, name: 'answer.toml' };
    const served = await database.write(() => answerHardware(asked, tools));
    return served.ok ? replyText(reply, served.text) : replyRefusal(reply, served.key, served.values);
  });
}

function isBrowser(request: FastifyRequest): boolean {
  const agent = request.headers['user-agent'] ?? '';
  if (agent.startsWith('iPXE')) return false;
  return agent.startsWith('Mozilla/') || (request.headers.accept ?? '').includes('text/html');
}
