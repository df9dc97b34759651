import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { connectionsCut, databaseAway, diskFull, disastersOf, killed } from '../src/disasters.ts';
import { FaultyServer } from '../src/faulty-server.ts';
import { PostgresToStop } from '../src/postgres-to-stop.ts';
import { runInLossyNetwork } from '../src/run-in-lossy-network.ts';
import { SmallDisk } from '../src/small-disk.ts';
import { worldSeed } from '../src/world-seed.ts';
import { runWorld } from '../src/world.ts';
import type { WorldOptions, WorldReport } from '../src/world.ts';

const stormMs = 40_000;
const peaceMs = 1_500;

const toEnd: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

async function serverIn(options: Parameters<typeof FaultyServer.start>[0]): Promise<FaultyServer> {
  const server = await FaultyServer.start(options);
  toEnd.push(() => server.kill9());
  return server;
}

async function postgresOfItsOwn(): Promise<PostgresToStop> {
  const postgres = await PostgresToStop.start();
  toEnd.push(() => postgres.end());
  return postgres;
}

type Verdict = { readonly problems: readonly string[]; readonly held: number; readonly isBusy: boolean };
const agreement: Verdict = { problems: [], held: 16, isBusy: true };

async function verdictOn(options: Omit<WorldOptions, 'seed' | 'machines' | 'stormMs'>): Promise<Verdict> {
  return verdict(await runWorld({ ...options, seed: worldSeed(), machines: 96, stormMs }));
}

function verdict(report: WorldReport): Verdict {
  console.log(report);
  const { problems, finishes, states } = report;
  return { problems, held: states['held'] ?? 0, isBusy: finishes > 100 };
}

test('on PostgreSQL that is stopped, started and cut off, by a server that is killed', async () => {
  const folder = emptyWorkFolder('faults-postgres');
  const postgres = await postgresOfItsOwn();
  const server = await serverIn({ folder, flags: ['--database', postgres.url] });
  const kinds = [killed([server]), databaseAway(postgres), connectionsCut(postgres)];
  const world = {
    ...{ folder, urls: [server.url], sockets: [server.socket] },
    disasters: disastersOf(kinds, peaceMs),
  };
  expect(await verdictOn(world)).toEqual(agreement);
});

test('by three servers on one PostgreSQL, which are killed one by one, and which is stopped and cut off', async () => {
  const folder = emptyWorkFolder('faults-three-servers');
  const postgres = await postgresOfItsOwn();
  const servers: FaultyServer[] = [];
  for (const name of ['a', 'b', 'c']) {
    const own = join(folder, name);
    mkdirSync(join(own, 'data'), { recursive: true });
    mkdirSync(join(folder, 'shared-images'), { recursive: true });
    symlinkSync(join(folder, 'shared-images'), join(own, 'data', 'images'));
    servers.push(await serverIn({ folder: own, flags: ['--database', postgres.url] }));
  }
  const kinds = [killed(servers), killed(servers), databaseAway(postgres), connectionsCut(postgres)];
  const world = {
    ...{ folder, urls: servers.map(({ url }) => url), sockets: servers.map(({ socket }) => socket) },
    disasters: disastersOf(kinds, peaceMs),
  };
  expect(await verdictOn(world)).toEqual(agreement);
});

test('on a disk that fills up, by a server that is killed', async () => {
  const folder = emptyWorkFolder('faults-small-disk');
  const place = join(folder, 'disk');
  mkdirSync(place);
  const disk = await SmallDisk.make(place, 64);
  toEnd.push(() => disk.end());
  const elsewhere = { data: join(place, 'data'), socket: disk.pathOf('data/admin.sock') };
  const server = await serverIn({ folder, within: disk.within, elsewhere });
  const world = {
    ...{ folder, urls: [server.url], sockets: [server.socket] },
    disasters: disastersOf([diskFull(disk), diskFull(disk), killed([server])], peaceMs),
  };
  expect(await verdictOn(world)).toEqual(agreement);
});

test('over a network that loses one packet of twenty, by a server that is killed', async () => {
  const report = await runInLossyNetwork({ seed: worldSeed(), machines: 96, stormMs });
  expect(verdict(report)).toEqual(agreement);
});
