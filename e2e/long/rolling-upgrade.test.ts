import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineSchema } from '@netberth/api';
import { afterEach, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { stormSteps, writeStormImages } from '../../bench/src/storm/storm-images.ts';
import { stormMachine } from '../../bench/src/storm/storm-machine.ts';
import { runMysql, startMariadb } from '../../packages/server/tests/database/servers/mariadb-server.ts';
import { startPostgres } from '../../packages/server/tests/database/servers/postgres-server.ts';
import { runPostgres } from '../../packages/server/tests/database/servers/run-postgres.ts';
import type { RunningServer } from '../../packages/server/tests/database/servers/running-server.ts';
import { withDatabase } from '../../packages/server/tests/database/servers/template-databases.ts';
import { buildEarlierPackage, findEarlierVersion } from '../src/earlier-version.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { installAll, showUp } from '../src/simulated-machine.ts';
import { run } from '../src/test-image/run.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const upgradeMs = 10 * 60_000;
const earlier = await findEarlierVersion();
const missing = 'missing' in earlier ? ` (skipped: ${earlier.missing})` : '';
const folder = emptyWorkFolder('rolling-upgrade');
let earlierProgram: readonly [string, string];

/** The earlier version as its Debian package has it, with its own Node. */
beforeAll(async () => {
  if ('missing' in earlier) return;
  const unpacked = join(folder, 'earlier');
  await run('dpkg-deb', ['--extract', await buildEarlierPackage(earlier, folder), unpacked]);
  const home = join(unpacked, 'usr/lib/netberth');
  earlierProgram = [join(home, 'node'), join(home, 'node_modules/netberth/bin/netberth.mjs')];
}, upgradeMs);

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

      const before = await start('before', earlierProgram);
      await importImages(before, join(place, 'images'));
      const now = await upgradeInTheMiddle(before, () => start('now'));
      await installAtBoth(before, now);
      await killInTheMiddle(before, now);

      const all = Array.from({ length: 11 }, (_, index) => `${stormMachine(index).mac} finished`);
      for (const server of [before, now]) {
        expect(await machinesOf(server)).toEqual(all);
        expect(await server.json('event', 'list', '--severity', 'alert')).toEqual([]);
        expect(await server.json('audit', 'verify')).toMatchObject({ problems: [] });
      }

      await before.stop();
      await grant(now, await showUp(stormMachine(0), now.bootPort));
      await installAll(stormMachine(0), () => now.bootPort);
      expect(await machinesOf(now)).toEqual(all);
      await now.stop();
      expect(await now.json('db', 'check', ...settings)).toMatchObject({ problems: [] });
    },
  );
});

/** The new server comes while the earlier one has machine 0 in the middle of its install. */
async function upgradeInTheMiddle(
  before: NetberthServer,
  startNow: () => Promise<NetberthServer>,
): Promise<NetberthServer> {
  let now: NetberthServer | undefined;
  await grant(before, await showUp(stormMachine(0), before.bootPort));
  await installAll(stormMachine(0), async (kind) => {
    if (kind === 'image') now ??= await startNow();
    return (now ?? before).bootPort;
  });
  return now ?? startNow();
}

/** Of machines 1 to 8 each next request comes to the other server; what one of them has granted the other serves. */
async function installAtBoth(before: NetberthServer, now: NetberthServer): Promise<void> {
  for (let index = 1; index <= 8; index += 1) {
    const isOdd = index % 2 === 1;
    const [here, there] = isOdd ? ([now, before] as const) : ([before, now] as const);
    const id = await showUp(stormMachine(index), here.bootPort);
    expect(await showUp(stormMachine(index), there.bootPort)).toBe(id);
    await grant(here, id);
    let turn = 0;
    await installAll(stormMachine(index), () => ((turn += 1) % 2 === 0 ? here : there).bootPort);
  }
}

/** The earlier server dies with machine 9 in the middle, and comes back for machine 10: an upgrade may be undone. */
async function killInTheMiddle(before: NetberthServer, now: NetberthServer): Promise<void> {
  await grant(before, await showUp(stormMachine(9), before.bootPort));
  let isGone = false;
  await installAll(stormMachine(9), async (kind) => {
    if (kind === 'post-install' && !isGone) await before.kill9();
    isGone ||= kind === 'post-install';
    return (isGone ? now : before).bootPort;
  });
  await before.switchOn();
  await grant(now, await showUp(stormMachine(10), now.bootPort));
  await installAll(stormMachine(10), () => before.bootPort);
}

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

async function grant(server: NetberthServer, id: number): Promise<void> {
  await server.json('machine', 'grant', String(id), stormSteps.join(','));
}

/** Each as `MAC STATE`, as the version of that server lists it. */
async function machinesOf(server: NetberthServer): Promise<readonly string[]> {
  const known = machineSchema.pick({ macs: true, state: true });
  const machines = z.array(known).parse(await server.json('machine', 'list'));
  return machines.map(({ macs, state }) => `${macs.join()} ${state}`).toSorted();
}
