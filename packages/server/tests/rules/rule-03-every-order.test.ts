import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlite } from '../../src/database/sqlite-database.ts';
import type { Database } from '../../src/database/work.ts';
import { ServerOnDatabase } from '../database/server-on-database.ts';
import { exploreAll } from './explore.ts';
import { nowMs, twoMachines } from './two-machines.ts';

let database: Database;
beforeAll(async () => {
  database = await openSqlite(':memory:', () => nowMs);
  await new ServerOnDatabase(database).addProfiles();
});
afterAll(() => database.close());

test.each([
  { crashes: 1, reboots: 0, repeats: 0, acts: 0, found: [99, 404] },
  { crashes: 0, reboots: 1, repeats: 0, acts: 0, found: [59, 198] },
])(
  'two machines, two servers, $crashes crashes of these and $reboots power failures: in every order, each answer is the one that the rules give',
  async ({ found, ...budget }) => {
    const { states, transitions } = await exploreAll({ start: () => twoMachines(database, budget) });
    expect([states, transitions]).toEqual(found);
  },
  60_000,
);
