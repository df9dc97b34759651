import { taskReportSchema } from '@netberth/api';
import type { TaskReport } from '@netberth/api';
import { issueWords } from '@netberth/slips/issue-words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Writing } from '../../database/work.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { readJson } from '../../platform/read-json.ts';
import { findBearer } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { bearerIn } from '../provisioning/callback-routes.ts';
import { nextForMachine } from './next-for-machine.ts';
import { takeReport } from './take-report.ts';

export type TaskNeeds = {
  readonly database: Database;
  /** Whoever else wants to know what a machine says of its boot. */
  readonly heard: (bearer: BootBearer, said: 'healthy' | 'failed') => Writing<void>;
};

const path = '/task?id=ID&bootid=BOOTID';
const maxReportBytes = 1024 * 1024;
const maxProblems = 5;

/** `/task`: a machine that runs a task image tells what it has done (POST), and asks whether it is to restart (GET). */
export function taskRoutes(plane: FastifyInstance, needs: TaskNeeds): void {
  plane.get('/task', (request, reply) => tellNext(request, reply, needs));
  void plane.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: maxReportBytes },
      (_request, body, done) => done(null, body),
    );
    scope.post('/task', (request, reply) => hear(request, reply, needs));
  });
}

/** One word: `restart` or `stay`. */
async function tellNext(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: TaskNeeds,
): Promise<FastifyReply> {
  const who = bearerIn(request);
  if (who === undefined) return replyRefusal(reply, 'missingId', { path });
  const next = await database.read(function* () {
    const bearer = yield* findBearer(who.machineId, who.bootId);
    return bearer && (yield* nextForMachine(bearer));
  });
  if (next === undefined) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
  return replyText(reply, `${next}\n`);
}

async function hear(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, heard }: TaskNeeds,
): Promise<FastifyReply> {
  const who = bearerIn(request);
  if (who === undefined) return replyRefusal(reply, 'missingId', { path });
  const parsed = parseReport(request.body);
  if (!parsed.ok) return replyRefusal(reply, 'badReport', { why: parsed.problems.join('; ') });
  const taken = await database.write(function* () {
    const bearer = yield* findBearer(who.machineId, who.bootId);
    const outcome = bearer && (yield* takeReport(bearer, parsed.report));
    if (bearer && outcome?.ok && outcome.said !== null) yield* heard(bearer, outcome.said);
    return outcome;
  });
  if (!taken) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
  return taken.ok ? replyText(reply, `${taken.text}\n`) : replyRefusal(reply, taken.key, taken.values);
}

type ParsedReport =
  | { readonly ok: true; readonly report: TaskReport }
  | { readonly ok: false; readonly problems: readonly string[] };

function parseReport(body: unknown): ParsedReport {
  const document = readJson(typeof body === 'string' ? body : '');
  if (!document.ok) return { ok: false, problems: [`it is not JSON: ${document.why}`] };
  const parsed = taskReportSchema.safeParse(document.value, { error: issueWords });
  if (parsed.success) return { ok: true, report: parsed.data };
  const problems = parsed.error.issues.map(
    ({ path: at, message }) => `${at.join('.') || 'report'} ${message}`,
  );
  return { ok: false, problems: problems.slice(0, maxProblems) };
}
