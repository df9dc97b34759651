import { machineGrant, machineRevoke } from '@netberth/api';
import { expect } from 'vitest';
import { readQuery } from '../../src/database/work.ts';
import type { Database } from '../../src/database/work.ts';
import { addIdentifiers } from '../../src/features/machines/identifier-store.ts';
import { blankMachine, insertMachine } from '../../src/features/machines/machine-store.ts';
import { giveGrant } from '../../src/features/provisioning/give-grant.ts';
import { ServerOnDatabase } from '../database/server-on-database.ts';
import type { Run } from './explore.ts';
import { GrantModel } from './grant-model.ts';
import type { ModelBoot } from './grant-model.ts';

/** What may go wrong how often, in one run. */
export type Budget = {
  /** A server dies before it commits what it was asked, or after that and before it answers. */
  readonly crashes: number;
  /** A machine loses its power and begins anew. */
  readonly reboots: number;
  /** What a machine has asked before is asked once more. */
  readonly repeats: number;
  /** A person revokes, or grants anew in place of what there is. */
  readonly acts: number;
};

type Fate = 'answered' | 'dies before' | 'dies after';
export type Action =
  | { readonly machine: number; readonly asks: 'next'; readonly of: number; readonly fate: Fate }
  | {
      readonly machine: number;
      readonly asks: 'again';
      readonly what: 'start' | 'finish';
      readonly boot: number;
    }
  | { readonly machine: number; readonly does: 'reboot' | 'revoke' | 'grant' };

/** A machine asks for its script, for what starts its install, and tells of its end; then it has nothing to ask. */
type Client = {
  readonly id: number;
  readonly mac: string;
  readonly model: GrantModel;
  phase: 'boot' | 'start' | 'finish' | 'rests';
  boot: ModelBoot | null;
  readonly asked: { readonly what: 'start' | 'finish'; readonly boot: ModelBoot }[];
};

const profiles = ['image1'];
const grantMs = 4 * 3_600_000;
const maxStarts = 2;
const order = { profiles, maxStarts, expires: '4h', replace: true };
/** Of the database, which stands still: nothing here is about time. */
export const nowMs = 1_800_000_000_000;
let made = 0;

/**
 * Two machines and two servers on one database, which do what the model says, whatever happens in whatever order. It is
 * the works of the routes that run: what is between them and the network has no memory.
 */
export async function twoMachines(database: Database, budget: Budget): Promise<Run<Action>> {
  const servers = [new ServerOnDatabase(database, 'a'), new ServerOnDatabase(database, 'b')];
  const left = { ...budget };
  const clients = await addClients(database);
  return {
    actions: () => clients.flatMap((client, machine) => actionsOf(client, machine, left)),
    do: (action) => doIt(action, clients, servers, left),
    // One machine is as good as the other.
    key: async () => {
      const keys = await Promise.all(clients.map((one) => keyOf(one, database)));
      return JSON.stringify([left, keys.toSorted()]);
    },
  };
}

/** By the works below the commands: what is explored begins when they are there. */
async function addClients(database: Database): Promise<Client[]> {
  made += 1;
  const digits = made
    .toString(16)
    .padStart(6, '0')
    .replaceAll(/(..)(?!$)/g, '$1:');
  const macs = ['01', '02'].map((last) => `52:54:${digits}:${last}`);
  const ids = await database.write(function* () {
    const added = [];
    for (const mac of macs) {
      const machine = yield* insertMachine(blankMachine, nowMs);
      yield* addIdentifiers(machine.id, { macs: [mac], uuid: null, serial: null });
      yield* giveGrant(machine, order, { name: 'ada', grantor: null });
      added.push(machine.id);
    }
    return added;
  });
  return ids.map((id, index): Client => {
    const model = new GrantModel();
    model.grant(nowMs, { steps: profiles, maxStarts, expiresAtMs: nowMs + grantMs }, true);
    return { id, mac: macs[index] ?? '', model, phase: 'boot', boot: null, asked: [] };
  });
}

async function grant({ id, model }: Client, server: ServerOnDatabase): Promise<void> {
  model.grant(nowMs, { steps: profiles, maxStarts, expiresAtMs: nowMs + grantMs }, true);
  await server.run(machineGrant, { machine: String(id), profiles, maxStarts, replace: true });
}

function actionsOf({ phase, asked, model }: Client, machine: number, left: Budget): readonly Action[] {
  const fates: Fate[] = left.crashes > 0 ? ['answered', 'dies before', 'dies after'] : ['answered'];
  const next =
    phase === 'rests'
      ? []
      : [0, 1].flatMap((of) => fates.map((fate): Action => ({ machine, asks: 'next', of, fate })));
  const again =
    left.repeats === 0
      ? []
      : asked.map(({ what, boot }): Action => {
          return { machine, asks: 'again', what, boot: model.boots.indexOf(boot) };
        });
  const reboot: Action[] = left.reboots > 0 && phase !== 'boot' ? [{ machine, does: 'reboot' }] : [];
  const acts: Action[] =
    left.acts === 0
      ? []
      : [
          { machine, does: 'revoke' },
          { machine, does: 'grant' },
        ];
  return [...next, ...again, ...reboot, ...acts];
}

type Left = { -readonly [Key in keyof Budget]: number };

async function doIt(
  action: Action,
  clients: readonly Client[],
  servers: ServerOnDatabase[],
  left: Left,
): Promise<void> {
  const client = clients[action.machine];
  const [first] = servers;
  if (client === undefined || first === undefined) throw new Error('nobody is there');
  if ('does' in action) {
    if (action.does === 'reboot') {
      left.reboots -= 1;
      client.phase = 'boot';
      return;
    }
    left.acts -= 1;
    if (action.does === 'grant') return await grant(client, first);
    const isDone = client.model.revoke(nowMs);
    const told = await first.refusal(machineRevoke, { machine: String(client.id) });
    expect(told === 'it was done').toBe(isDone);
    return;
  }
  if (action.asks === 'again') {
    left.repeats -= 1;
    const boot = client.model.boots[action.boot];
    if (boot !== undefined) await call(client, action.what, boot, first);
    return;
  }
  const { of, fate } = action;
  const server = servers[of] ?? first;
  const before = client.phase;
  if (fate !== 'dies before') await askNext(client, server);
  if (fate === 'answered') return;
  left.crashes -= 1;
  client.phase = before;
  servers[of] = new ServerOnDatabase(server.database, of === 0 ? 'a' : 'b');
}

async function askNext(client: Client, server: ServerOnDatabase): Promise<void> {
  const { model, mac, phase, boot } = client;
  if (phase === 'boot') {
    const { script, bootId } = await server.boot({ net0: mac });
    const served = /^kernel b\/(\d+)\/images\/(\w+)\//m.exec(script);
    const expected = model.boot(nowMs);
    expect(served?.[2] ?? null, 'what /bootstrap served').toBe(expected);
    client.phase = served ? 'start' : 'rests';
    if (!served || expected === null) return;
    model.wasServed(Number(served[1]), bootId, expected);
    client.boot = model.boots.at(-1) ?? null;
    return;
  }
  if (boot === null || phase === 'rests') throw new Error('it has nothing to ask');
  client.asked.push({ what: phase, boot });
  const isTaken = await call(client, phase, boot, server);
  client.phase = isTaken && phase === 'start' ? 'finish' : isTaken ? 'boot' : 'rests';
}

async function call(
  { id, model }: Client,
  what: 'start' | 'finish',
  boot: ModelBoot,
  server: ServerOnDatabase,
): Promise<boolean> {
  const isStart = what === 'start';
  const { ok } = isStart ? await server.postInstall(id, boot.bootId) : await server.finish(id, boot.bootId);
  expect(ok, `whether the ${what} was taken`).toBe(
    isStart ? model.start(boot, nowMs) : model.finish(boot, nowMs),
  );
  return ok;
}

/** Where the machine is, and what the database has of it, without its numbers. */
async function keyOf({ id, phase, boot, asked, model }: Client, database: Database): Promise<string> {
  const rows = await database.read(function* () {
    const machine = yield* readQuery((query) =>
      query.selectFrom('machines').select(['state', 'grant_id', 'started_boot']).where('id', '=', id),
    );
    const grants = yield* readQuery((query) =>
      query
        .selectFrom('grants')
        .select(['id', 'status', 'step', 'starts', 'started_boot'])
        .where('machine_id', '=', id)
        .orderBy('id'),
    );
    const boots = yield* readQuery((query) =>
      query
        .selectFrom('boots')
        .select(['number', 'grant_id', 'started_at_ms', 'finished_at_ms'])
        .where('machine_id', '=', id)
        .orderBy('number'),
    );
    return { machine, grants, boots };
  });
  const names = new Map<number, string>();
  for (const [index, one] of rows.grants.entries()) names.set(one.id, `grant ${index}`);
  for (const [index, one] of rows.boots.entries()) names.set(one.number + 0.5, `boot ${index}`);
  const text = JSON.stringify(rows, (key, value: unknown) => {
    if (typeof value !== 'number') return value;
    if (key === 'id' || key === 'grant_id') return names.get(value);
    return key === 'number' || key === 'started_boot' ? names.get(value + 0.5) : value;
  });
  const own = asked.map((one) => `${one.what} ${model.boots.indexOf(one.boot)}`).toSorted();
  return JSON.stringify([phase, boot === null ? null : model.boots.indexOf(boot), own, text]);
}
