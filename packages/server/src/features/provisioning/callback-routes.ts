import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Writing } from '../../database/work.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { findBearer } from './boot-bearer.ts';
import type { BootBearer } from './boot-bearer.ts';
import type { BootRecord } from './boot-record.ts';
import { failBoot } from './fail-boot.ts';
import { finishBoot } from './finish-boot.ts';
import type { ReportOutcome } from './finish-boot.ts';
import { replyServed } from './reply-served.ts';
import { serveAnswer } from './serve-answer.ts';
import type { Asked } from './serve-answer.ts';

export type CallbackNeeds = {
  readonly database: Database;
  readonly bootUrl: string | null;
  /** Whoever else wants to know what a machine says of its boot. */
  readonly heard: Heard;
  /** Told of the end of a boot, once and after it is on disk. */
  readonly onEnd: (report: BootEnd) => void;
};

export type BootEnd = {
  readonly boot: BootRecord;
  readonly said: 'finished' | 'failed';
  readonly atMs: number;
};

type Heard = (bearer: BootBearer, said: 'healthy' | 'failed') => Writing<void>;

/** What installers fetch and tell with the boot id of their boot. */
export function callbackRoutes(
  plane: FastifyInstance,
  { database, bootUrl, heard, onEnd }: CallbackNeeds,
): void {
  const serve = async (asked: Asked, reply: FastifyReply) =>
    replyServed(reply, await database.write(() => serveAnswer(asked)));

  const telling = function* (
    bearer: BootBearer,
    report: Writing<ReportOutcome>,
    said: 'healthy' | 'failed',
  ): Writing<ReportOutcome> {
    const told = yield* report;
    if (told.ok) yield* heard(bearer, said);
    return told;
  };

  plane.get('/post-install', async (request, reply) => {
    const who = bearerIn(request);
    if (who === undefined)
      return replyRefusal(reply, 'missingId', { path: '/post-install?id=ID&bootid=BOOTID' });
    return serve(
      { ...who, serverUrl: serverUrlOf(request.raw, bootUrl), what: { kind: 'post-install' } },
      reply,
    );
  });

  plane.get('/config/:id/:bootId/:name', async (request, reply) => {
    const { id = '', bootId = '', name = '' } = request.params as Readonly<Record<string, string>>;
    const machineId = parseMachineId(id);
    if (machineId === undefined) return replyRefusal(reply, 'missingId', { path: '/config/ID/BOOTID/NAME' });
    const serverUrl = serverUrlOf(request.raw, bootUrl);
    return serve({ machineId, bootId, serverUrl, what: { kind: 'answer', name } }, reply);
  });

  plane.route({
    method: ['GET', 'POST'],
    url: '/finish',
    handler: (request, reply) =>
      report({ database, onEnd, said: 'finished' }, request, reply, (bearer) =>
        telling(bearer, finishBoot(bearer), 'healthy'),
      ),
  });
  plane.route({
    method: ['GET', 'POST'],
    url: '/failed',
    handler: (request, reply) =>
      report({ database, onEnd, said: 'failed' }, request, reply, (bearer) =>
        telling(bearer, failBoot(bearer, logIn(request)), 'failed'),
      ),
  });
}

type Reporting = Pick<CallbackNeeds, 'database' | 'onEnd'> & Pick<BootEnd, 'said'>;

async function report(
  { database, onEnd, said }: Reporting,
  request: FastifyRequest,
  reply: FastifyReply,
  tell: (bearer: BootBearer) => Writing<ReportOutcome>,
): Promise<FastifyReply> {
  const who = bearerIn(request);
  const path = said === 'finished' ? '/finish' : '/failed';
  if (who === undefined) return replyRefusal(reply, 'missingId', { path: `${path}?id=ID&bootid=BOOTID` });
  const outcome = await database.write(function* () {
    const bearer = yield* findBearer(who.machineId, who.bootId);
    return bearer && { bearer, told: yield* tell(bearer) };
  });
  if (!outcome) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
  const { told } = outcome;
  const { boot, nowMs } = outcome.bearer;
  const isNews = (said === 'finished' ? boot.finishedAtMs : boot.failedAtMs) === null;
  if (told.ok && isNews) onEnd({ boot, said, atMs: nowMs });
  return told.ok
    ? replyText(reply, `${told.text}\n`)
    : replyRefusal(reply, 'bootOver', { boot: boot.number, why: told.why });
}

/** `?id=7&bootid=…`; undefined without a usable id. A missing boot id is as wrong as any other. */
export function bearerIn(request: FastifyRequest): { machineId: number; bootId: string } | undefined {
  const query = request.query as Readonly<Record<string, unknown>>;
  const machineId = parseMachineId(query['id']);
  const bootId = typeof query['bootid'] === 'string' ? query['bootid'] : '';
  return machineId === undefined ? undefined : { machineId, bootId };
}

function parseMachineId(text: unknown): number | undefined {
  return typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** An installer's log often shows its kernel's command line, and so the boot id: a secret that is not stored. */
function logIn(request: FastifyRequest): string {
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const { bootId = '' } = bearerIn(request) ?? {};
  const redacted = bootId === '' ? text : text.replaceAll(bootId, '[boot-id]');
  return redacted.replaceAll('\0', '\uFFFD'); // PostgreSQL's text holds no NUL
}
