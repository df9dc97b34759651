import { statSync } from 'node:fs';
import { join } from 'node:path';
import { machineAdd, machineShow } from '@netberth/api';
import { expect, test } from 'vitest';
import { openSqlite } from '../../../packages/server/src/database/sqlite-database.ts';
import { readQuery } from '../../../packages/server/src/database/work.ts';
import { indexBoots } from '../../../packages/server/src/features/provisioning/boot-index.ts';
import { pruneHistory } from '../../../packages/server/src/features/provisioning/prune-history-job.ts';
import { countOwnBoots } from '../../../packages/server/src/features/usage/count-own-boots.ts';
import { ServerOnDatabase, menu } from '../../../packages/server/tests/database/server-on-database.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';

const dayMs = 24 * 3_600_000;
const machines = 1_000;
/** One machine boots so often in a day that there are too many long before they are too old. */
const restlessBoots = 40;
const kept = { keepMs: 60 * dayMs, bootsPerMachine: 1_000, events: 100_000 };

test('the database of a thousand machines that boot every day is after a year as large as after a quarter of it', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const file = join(emptyWorkFolder('year-of-history'), 'netberth.db');
  const database = await openSqlite(file, () => nowMs);
  const server = new ServerOnDatabase(database);
  await server.addProfiles();
  const macs = Array.from({ length: machines }, (_, index) => macOf(index));
  const [quiet = '', restless = ''] = macs;
  for (const mac of macs) await server.run(machineAdd, { macs: [mac] });
  const daily = [...macs, ...Array.from({ length: restlessBoots - 1 }, () => restless)];
  const sizesMib: number[] = [];
  for (let day = 1; day <= 365; day += 1) {
    nowMs += dayMs;
    await Promise.all(daily.map((net0) => server.boot({ net0 })));
    nowMs += 60_000;
    while ((await database.write(indexBoots)) > 0);
    while ((await database.write(() => countOwnBoots(menu))) > 0);
    // Nobody asks meanwhile for whose sake it would have to pause.
    await pruneHistory(database, kept, undefined, 0);
    if (day % 30 === 0) sizesMib.push(Math.round(statSync(file).size / 1024 / 1024));
  }
  const counts = await database.read(() =>
    readQuery((query) =>
      query
        .selectFrom('identifiers')
        .innerJoin('boots', 'boots.machine_id', 'identifiers.machine_id')
        .select(['identifiers.value as mac', ({ fn }) => fn.countAll<number>().as('boots')])
        .where('identifiers.value', 'in', [quiet, restless])
        .groupBy('identifiers.value')
        .orderBy('mac'),
    ),
  );
  const { boots } = await server.run(machineShow, { machine: quiet, boots: 200 });
  await database.close();
  console.log({ sizesMib, counts });
  expect(boots.length).toBe(60);
  expect(counts).toEqual([
    { mac: quiet, boots: 60 },
    { mac: restless, boots: 1_000 },
  ]);
  expect(sizesMib.at(-1)).toBeLessThanOrEqual((sizesMib[2] ?? 0) * 1.1);
});

function macOf(index: number): string {
  return `52:54:03:00:${(index >> 8).toString(16).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}`;
}
