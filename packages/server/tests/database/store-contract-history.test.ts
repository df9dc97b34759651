import { eventList, machineAdd, machineGrant, machineShow } from '@netberth/api';
import { beforeAll, expect, it } from 'vitest';
import { change, statement } from '../../src/database/work.ts';
import type { Database } from '../../src/database/work.ts';
import { raiseEvent } from '../../src/features/events/event-store.ts';
import { indexBoots } from '../../src/features/provisioning/boot-index.ts';
import { pruneHistory } from '../../src/features/provisioning/prune-history-job.ts';
import { countOwnBoots } from '../../src/features/usage/count-own-boots.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase, menu } from './server-on-database.ts';

const dayMs = 24 * 3_600_000;
const everything = { keepMs: Infinity, bootsPerMachine: Infinity, events: Infinity };

const ageBoots = statement<{ byMs: number }>()((query, { byMs }) =>
  query.updateTable('boots').set(({ eb }) => ({ at_ms: eb('at_ms', '-', byMs) })),
);
const ageEvents = statement<{ byMs: number }>()((query, { byMs }) =>
  query.updateTable('events').set(({ eb }) => ({ at_ms: eb('at_ms', '-', byMs) })),
);

/** All that has happened was so long ago, and those who read all boots have read them. */
async function letPass(database: Database, byMs: number): Promise<void> {
  await database.write(() => change(ageBoots, { byMs }));
  await database.write(() => change(ageEvents, { byMs }));
  while ((await database.write(indexBoots)) > 0);
  while ((await database.write(() => countOwnBoots(menu))) > 0);
}

forEachDatabase((_, open) => {
  let server: ServerOnDatabase;
  beforeAll(async () => {
    server = new ServerOnDatabase(await open());
    await server.addProfiles();
  });

  async function bootOften(mac: string, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await server.boot({ net0: mac });
  }

  async function bootsOf(mac: string): Promise<readonly string[]> {
    const { boots } = await server.run(machineShow, { machine: mac, boots: 200 });
    return boots.map(({ profile, decision }) => profile ?? decision);
  }

  it('keeps the newest boots of a machine, and of its grant those that still decide', async () => {
    const [quiet, busy, installing] = ['52:54:00:00:01:01', '52:54:00:00:01:02', '52:54:00:00:01:03'];
    for (const mac of [quiet, busy, installing]) await server.run(machineAdd, { macs: [mac] });
    await bootOften(quiet, 3);
    const { id } = await server.run(machineGrant, { machine: installing, profiles: ['image1'] });
    const { bootId } = await server.boot({ net0: installing });
    await server.postInstall(id, bootId);
    await bootOften(installing, 30);
    await bootOften(busy, 60);
    await letPass(server.database, dayMs);
    expect(await pruneHistory(server.database, everything)).toBe(0);
    expect(await pruneHistory(server.database, { ...everything, bootsPerMachine: 20 })).toBe(40 + 10);
    expect((await bootsOf(quiet)).length).toBe(3);
    expect((await bootsOf(busy)).length).toBe(20);
    expect((await bootsOf(installing)).length).toBe(21);
    expect((await bootsOf(installing)).at(-1)).toBe('image1');
    // Its boot is still there to report.
    expect(await server.finish(id, bootId)).toMatchObject({ ok: true });
  });

  it('removes what is older than it is to be kept, but the last of each machine', async () => {
    const [old, both] = ['52:54:00:00:02:01', '52:54:00:00:02:02'];
    for (const mac of [old, both]) await server.run(machineAdd, { macs: [mac] });
    await bootOften(old, 4);
    await bootOften(both, 4);
    await letPass(server.database, 60 * dayMs);
    await bootOften(both, 2);
    await letPass(server.database, 60_000);
    await pruneHistory(server.database, { ...everything, keepMs: 59 * dayMs });
    expect((await bootsOf(old)).length).toBe(1);
    expect((await bootsOf(both)).length).toBe(2);
  });

  it('removes the oldest events, by age and above a number', async () => {
    const raise = (name: string) =>
      server.database.write(() =>
        raiseEvent({ severity: 'note', kind: name, message: name, machineId: null }),
      );
    for (const name of ['first', 'second']) await raise(name);
    await letPass(server.database, 60 * dayMs);
    for (const name of ['third', 'fourth', 'fifth']) await raise(name);
    const kept = async () =>
      (await server.run(eventList, { limit: 1000 })).events.map(({ message }) => message);
    await pruneHistory(server.database, { ...everything, keepMs: 30 * dayMs });
    expect(await kept()).toEqual(['third', 'fourth', 'fifth']);
    await pruneHistory(server.database, { ...everything, events: 2 });
    expect(await kept()).toEqual(['fourth', 'fifth']);
  });
});
