import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { replyRefusal } from '../../platform/plain-reply.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { replyServed } from '../provisioning/reply-served.ts';
import { answerHardware } from './answer-hardware.ts';
import type { BootTools } from './answer-boot.ts';
import { parseHardwareReport } from './parse-hardware-report.ts';

export type HardwareRoutesNeeds = {
  readonly database: Database;
  readonly tools: BootTools;
  readonly bootUrl: string | null;
};

/** `/answer.toml`: what Proxmox's installer asks, which knows no boot id. */
export function hardwareRoutes(
  plane: FastifyInstance,
  { database, tools, bootUrl }: HardwareRoutesNeeds,
): void {
  // The URL stands in an ISO that is the same for all machines, so who asks can only be told by what it sends.
  plane.post('/answer.toml', async (request, reply) => {
    const report = parseHardwareReport(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
    if (!report.ok) return replyRefusal(reply, 'hardwareUnreadable', { why: report.why });
    const [address, serverUrl] = [canonicalAddress(request.ip), serverUrlOf(request.raw, bootUrl)];
    const asked = { identity: report.identity, address, serverUrl, name: 'answer.toml' };
    return replyServed(reply, await database.write(() => answerHardware(asked, tools)));
  });
}
