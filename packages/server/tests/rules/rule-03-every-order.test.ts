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

test('two machines and two servers that may die: in every order, each answer is the one that the rules give', async () => {
  const budget = { crashes: 1, reboots: 0, repeats: 0, acts: 0 };
  const { states, transitions } = await exploreAll({ start: () => twoMachines(database, budget) });
  expect([states, transitions]).toEqual([189, 744]);
}, 60_000);
