import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/work.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { findBearer, whyNoReport } from '../provisioning/boot-bearer.ts';
import { bearerIn } from '../provisioning/callback-routes.ts';
import { hearLines } from './hear-lines.ts';
import { parseToldLines } from './parse-told-lines.ts';

/** `POST /log?id=&bootid=`: what an installer says, as lines or as the events of curtin and subiquity. */
export function logRoutes(plane: FastifyInstance, { database }: { readonly database: Database }): void {
  plane.post('/log', async (request, reply) => {
    const who = bearerIn(request);
    if (who === undefined) return replyRefusal(reply, 'missingId', { path: '/log?id=ID&bootid=BOOTID' });
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const { lines, dropped } = parseToldLines(body);
    const outcome = await database.write(function* () {
      const bearer = yield* findBearer(who.machineId, who.bootId);
      if (!bearer) return undefined;
      const why = whyNoReport(bearer);
      if (why === undefined) yield* hearLines(bearer, { lines, dropped, way: 'http' });
      return { boot: bearer.boot.number, why };
    });
    if (!outcome) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
    const { boot, why } = outcome;
    if (why !== undefined) return replyRefusal(reply, 'bootOver', { boot, why });
    return replyText(reply, `machine ${who.machineId}: ${lines.length} lines\n`);
  });
}
