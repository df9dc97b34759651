import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Writing } from '../../database/work.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { findBearer } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { bearerIn } from '../provisioning/callback-routes.ts';
import { finishBoot } from '../provisioning/finish-boot.ts';
import type { ReportOutcome } from '../provisioning/finish-boot.ts';
import { noteReport, noteStaged } from './note-report.ts';

const mostKept = 50;

/**
 * `/healthy?id=ID&bootid=BOOTID[&has=edge-2,edge-3]`: a machine that rests on a profile says that it is well, and what it
 * keeps locally. As often as it likes. Answered are the versions that it should fetch: `stage edge-3`, a line each.
 */
export function healthyRoutes(plane: FastifyInstance, { database }: { readonly database: Database }): void {
  plane.route({
    method: ['GET', 'POST'],
    url: '/healthy',
    handler: async (request, reply) => {
      const who = bearerIn(request);
      if (who === undefined)
        return replyRefusal(reply, 'missingId', { path: '/healthy?id=ID&bootid=BOOTID' });
      const outcome = await database.write(function* () {
        const bearer = yield* findBearer(who.machineId, who.bootId);
        return bearer && { boot: bearer.boot.number, said: yield* sayHealthy(bearer, keptIn(request)) };
      });
      if (!outcome) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
      return replySaid(reply, outcome.boot, outcome.said);
    },
  });
}

function replySaid(reply: FastifyReply, boot: number, said: ReportOutcome): FastifyReply {
  return said.ok
    ? replyText(reply, `${said.text}\n`)
    : replyRefusal(reply, 'bootOver', { boot, why: said.why });
}

function* sayHealthy(bearer: BootBearer, has: readonly string[]): Writing<ReportOutcome> {
  if (bearer.boot.grantId !== null)
    return { ok: false, why: 'it was served under a grant, and reports by /finish' };
  const told = yield* finishBoot(bearer);
  if (!told.ok) return told;
  yield* noteReport(bearer, 'healthy');
  const lacking = yield* noteStaged(bearer.machine.id, has);
  return { ok: true, text: [told.text, ...lacking.map((profile) => `stage ${profile}`)].join('\n') };
}

/** Names of profiles; what is none is nobody's. */
function keptIn(request: FastifyRequest): readonly string[] {
  const { has } = request.query as Readonly<Record<string, unknown>>;
  return typeof has === 'string' ? has.split(',', mostKept) : [];
}
