import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineSchema } from '@netberth/api';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { HttpSender } from '../../bench/src/storm/http-sender.ts';
import { switchedOff } from '../../bench/src/storm/machine-state.ts';
import { stormSteps, writeStormImages } from '../../bench/src/storm/storm-images.ts';
import { stormMachine } from '../../bench/src/storm/storm-machine.ts';
import type { StormMachine } from '../../bench/src/storm/storm-machine.ts';
import type { RequestKind } from '../../bench/src/storm/storm-request.ts';
import { runMysql, startMariadb } from '../../packages/server/tests/database/servers/mariadb-server.ts';
import { startPostgres } from '../../packages/server/tests/database/servers/postgres-server.ts';
import { runPostgres } from '../../packages/server/tests/database/servers/run-postgres.ts';
import type { RunningServer } from '../../packages/server/tests/database/servers/running-server.ts';
import { withDatabase } from '../../packages/server/tests/database/servers/template-databases.ts';
import { bootCalmly } from '../faults/src/live-machine.ts';
import { TellTale } from '../faults/src/told.ts';
import { buildEarlierPackage, findEarlierVersion } from '../src/earlier-version.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { run } from '../src/test-image/run.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const upgradeMs = 10 * 60_000;
const earlier = await findEarlierVersion();
const missing = 'missing' in earlier ? ` (skipped: ${earlier.missing})` : '';
const folder = emptyWorkFolder('rolling-upgrade');
const sender = new HttpSender(8);
let earlierProgram: readonly [string, string];

/** The earlier version as its Debian package has it, with its own Node. */
beforeAll(async () => {
  if ('missing' in earlier) return;
  const unpacked = join(folder, 'earlier');
  await run('dpkg-deb', ['--extract', await buildEarlierPackage(earlier, folder), unpacked]);
  const home = join(unpacked, 'usr/lib/netberth');
  earlierProgram = [join(home, 'node'), join(home, 'node_modules/netberth/bin/netberth.mjs')];
}, upgradeMs);
afterAll(() => sender.close());

const toEnd: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).toReversed()) await end();
});

type StartDatabase = () => Promise<RunningServer>;
const databases: readonly [string, StartDatabase, (url: string, statement: string) => Promise<void>][] = [
  ['PostgreSQL', startPostgres, runPostgres],
  ['MariaDB', startMariadb, runMysql],
];

describe.each(databases)('on one %s', (name, startDatabase, runStatement) => {
  it.skipIf('missing' in earlier)(
    `the version before and this one install machines together, whichever of them a machine or a person asks, until the earlier one is gone${missing}`,
    { timeout: upgradeMs },
    async () => {
      const place = join(folder, name);
      onTestFailed(() => console.error(`logs: ${place}`));
      const database = await startDatabase();
      toEnd.push(() => database.stop());
      await runStatement(database.adminUrl, 'create database rolling');
      const settings = writeSettings(place, withDatabase(database.adminUrl, 'rolling'));
      const start = async (version: string, program?: readonly [string, string]) => {
        const options = { folder: join(place, version), flags: settings };
        const server = await NetberthServer.start(program ? { ...options, program } : options);
        toEnd.push(() => server.stop());
        return server;
      };

      // An upgrade begins: the new server comes while the old one has a machine in the middle of its install.
      const before = await start('before', earlierProgram);
      await importImages(before, join(place, 'images'));
      await grant(before, await showUp(stormMachine(0), before));
      let now: NetberthServer | undefined;
      await install(stormMachine(0), async (kind) => {
        if (kind === 'image') now ??= await start('now');
        return now ?? before;
      });
      now ??= await start('now');

      // Both are there: a machine's next request comes to the other one, and so does the person who grants.
      const both = [before, now] as const;
      for (let index = 1; index <= 8; index += 1) {
        const [here, there] =
          index % 2 === 0 ? both : ([...both].reverse() as [NetberthServer, NetberthServer]);
        const id = await showUp(stormMachine(index), here);
        expect(await showUp(stormMachine(index), there)).toBe(id);
        await grant(here, id);
        let turn = 0;
        await install(stormMachine(index), () => ((turn += 1) % 2 === 0 ? here : there));
      }

      // The earlier one dies with a machine in the middle, and comes back: the upgrade may be undone.
      const survivor = now;
      await grant(before, await showUp(stormMachine(9), before));
      let isGone = false;
      await install(stormMachine(9), async (kind) => {
        if (kind === 'post-install' && !isGone) await before.kill9();
        isGone ||= kind === 'post-install';
        return isGone ? survivor : before;
      });
      await before.switchOn();
      await grant(survivor, await showUp(stormMachine(10), survivor));
      await install(stormMachine(10), () => before);

      const all = Array.from({ length: 11 }, (_, index) => `${stormMachine(index).mac} finished`);
      for (const server of both) {
        expect(await machinesOf(server)).toEqual(all);
        expect(await server.json('event', 'list', '--severity', 'alert')).toEqual([]);
        expect(await server.json('audit', 'verify')).toMatchObject({ problems: [] });
      }

      await before.stop();
      await grant(survivor, await showUp(stormMachine(0), survivor));
      await install(stormMachine(0), () => survivor);
      expect(await machinesOf(survivor)).toEqual(all);
      await survivor.stop();
      expect(await survivor.json('db', 'check', ...settings)).toMatchObject({ problems: [] });
    },
  );
});

/** What both servers are told: one database, one folder of files, one key of the secrets. */
function writeSettings(place: string, database: string): readonly string[] {
  const file = join(place, 'netberth.yaml');
  const shared = { files: { place: join(place, 'files') }, secrets: { keyFile: join(place, 'secrets.key') } };
  mkdirSync(place, { recursive: true });
  writeFileSync(file, JSON.stringify({ database, ...shared }));
  return ['--config', file];
}

async function importImages(server: NetberthServer, images: string): Promise<void> {
  mkdirSync(images, { recursive: true });
  for (const image of await writeStormImages(images, 20_000)) await server.json('profile', 'import', image);
}

/** The machine asks who it is, and is told nothing more than that. @returns the id that it is known by */
async function showUp({ mac, uuid, serial }: StormMachine, server: NetberthServer): Promise<number> {
  const told = `net0=${mac.replaceAll(':', '-')}&uuid=${uuid}&serial=${encodeURIComponent(serial)}`;
  const answer = await fetch(`http://127.0.0.1:${server.bootPort}/bootstrap?${told}`);
  return Number(/machine (\d+)/.exec(await answer.text())?.[1]);
}

async function grant(server: NetberthServer, id: number): Promise<void> {
  await server.json('machine', 'grant', String(id), stormSteps.join(','));
}

/** One machine goes through all that it was granted to its disk; `whom` says which server gets its next request. */
async function install(
  machine: StormMachine,
  whom: (kind: RequestKind) => NetberthServer | Promise<NetberthServer>,
): Promise<void> {
  const startUrl = 'http://any.server/bootstrap.ipxe';
  const state = await bootCalmly(switchedOff(machine, startUrl), {
    ...{ machine, startUrl, chance: () => 1, reboots: 0, copies: new Set(), told: new TellTale() },
    send: async (request) => {
      const { bootPort } = await whom(request.kind);
      const { pathname, search } = new URL(request.url);
      return sender.send({ ...request, url: `http://127.0.0.1:${bootPort}${pathname}${search}` });
    },
  });
  expect(state).toMatchObject({
    doing: { kind: 'local-disk' },
    boots: stormSteps.map((profile) => ({ profile, isFinished: true })),
  });
}

/** Each as `MAC STATE`, as the version of that server lists it. */
async function machinesOf(server: NetberthServer): Promise<readonly string[]> {
  const known = machineSchema.pick({ macs: true, state: true });
  const machines = z.array(known).parse(await server.json('machine', 'list'));
  return machines.map(({ macs, state }) => `${macs.join()} ${state}`).toSorted();
}
