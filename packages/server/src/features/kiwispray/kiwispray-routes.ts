import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readQuery } from '../../database/work.ts';
import type { Database, Reading, Writing } from '../../database/work.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { parseFacts } from '../facts/parse-facts.ts';
import { recordFacts } from '../facts/record-facts.ts';
import { findMachine, machineOfRow } from '../machines/machine-store.ts';
import { findBearer, whyNoReport } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { bearerIn } from '../provisioning/callback-routes.ts';
import { newestGrantOf } from '../provisioning/grant-store.ts';
import { kiwisprayState } from '../provisioning/kiwispray-state.ts';
import { updateFacts } from '../provisioning/update-facts.ts';
import type { UpdateOutcome } from '../provisioning/update-facts.ts';
import { listHosts } from './list-hosts.ts';
import { parseUpdate } from './parse-update.ts';

export type KiwisprayNeeds = {
  readonly database: Database;
  readonly settings: { readonly openListing: boolean };
};

/** What a machine of hundreds of disks and PCI devices tells of itself is longer than other bodies. */
const maxUpdateBytes = 1024 * 1024;

/** KIWIspray's own paths, for images that were built for it. */
export function kiwisprayRoutes(plane: FastifyInstance, { database, settings }: KiwisprayNeeds): void {
  void plane.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: maxUpdateBytes },
      (_request, body, done) => done(null, body),
    );
    scope.post('/update', (request, reply) => takeUpdate(request, reply, database));
  });

  plane.get('/state', async (request, reply) => {
    const who = bearerIn(request);
    if (who === undefined) return replyRefusal(reply, 'missingId', { path: '/state?id=ID&bootid=BOOTID' });
    if (who.bootId === '' && !settings.openListing) return replyRefusal(reply, 'notOpen', {});
    const told = await database.read(() => tellState(who.machineId, who.bootId));
    if (told === undefined) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
    return told.ok
      ? replyText(reply, `${told.state}\n`)
      : replyRefusal(reply, 'bootOver', { boot: told.boot, why: told.why });
  });

  plane.get('/hosts', async (_, reply) => {
    if (!settings.openListing) return replyRefusal(reply, 'notOpen', {});
    return replyText(reply, listHosts(await database.read(everyHost)));
  });
}

async function takeUpdate(
  request: FastifyRequest,
  reply: FastifyReply,
  database: Database,
): Promise<FastifyReply> {
  const who = bearerIn(request);
  if (who === undefined) return replyRefusal(reply, 'missingId', { path: '/update?id=ID&bootid=BOOTID' });
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const read = readUpdate(body);
  if (!read.ok) return replyRefusal(reply, 'badUpdate', { why: read.problems.join('; ') });
  const outcome = await database.write(function* () {
    const bearer = yield* findBearer(who.machineId, who.bootId);
    return bearer && (yield* read.keep(bearer));
  });
  if (!outcome) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
  return outcome.ok
    ? replyText(reply, `${outcome.text}\n`)
    : replyRefusal(reply, outcome.key, outcome.values);
}

type ReadUpdate =
  | { readonly ok: true; readonly keep: (bearer: BootBearer) => Writing<UpdateOutcome> }
  | { readonly ok: false; readonly problems: readonly string[] };

/** KIWIspray's form, or the JSON of our own discover image: no form begins with a brace. */
function readUpdate(body: string): ReadUpdate {
  if (/^\s*\{/.test(body)) {
    const parsed = parseFacts(body);
    return parsed.ok ? { ok: true, keep: (bearer) => recordFacts(bearer, parsed.facts) } : parsed;
  }
  const parsed = parseUpdate(new URLSearchParams(body));
  return parsed.ok ? { ok: true, keep: (bearer) => updateFacts(bearer, parsed.update) } : parsed;
}

type ToldState =
  | { readonly ok: true; readonly state: string }
  | { readonly ok: false; readonly boot: number; readonly why: string };

/** Without a boot id only where listing is open. @returns undefined when the boot id is not one of this machine's */
function* tellState(machineId: number, bootId: string): Reading<ToldState | undefined> {
  if (bootId !== '') {
    const bearer = yield* findBearer(machineId, bootId);
    if (bearer === undefined) return undefined;
    const why = whyNoReport(bearer);
    if (why !== undefined) return { ok: false, boot: bearer.boot.number, why };
  }
  const state = yield* stateOf(machineId);
  return state === undefined ? undefined : { ok: true, state };
}

function* stateOf(machineId: number): Reading<string | undefined> {
  const machine = yield* findMachine(machineId);
  return machine && kiwisprayState(machine, (yield* newestGrantOf(machineId)) ?? null);
}

function* everyHost(): Reading<Parameters<typeof listHosts>[0]> {
  const rows = yield* readQuery((query) => query.selectFrom('machines').selectAll().orderBy('id'));
  const serials = yield* readQuery((query) =>
    query.selectFrom('identifiers').select(['machine_id', 'value']).where('kind', '=', 'serial'),
  );
  const serialOf = new Map(serials.map(({ machine_id, value }) => [machine_id, value]));
  const hosts = [];
  for (const machine of rows.map(machineOfRow)) {
    const grant = (yield* newestGrantOf(machine.id)) ?? null;
    hosts.push({
      id: machine.id,
      hostname: machine.hostname ?? 'not-set',
      state: kiwisprayState(machine, grant),
      serial: serialOf.get(machine.id) ?? '',
    });
  }
  return hosts;
}
