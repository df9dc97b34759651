import { expect, test } from 'vitest';
import { openSqlite } from '../../../packages/server/src/database/sqlite-database.ts';
import { ServerOnDatabase } from '../../../packages/server/tests/database/server-on-database.ts';
import { exploreAll } from '../../../packages/server/tests/rules/explore.ts';
import { nowMs, twoMachines } from '../../../packages/server/tests/rules/two-machines.ts';

test.each([
  { crashes: 0, reboots: 1, repeats: 1, acts: 0 },
  { crashes: 1, reboots: 1, repeats: 0, acts: 0 },
  { crashes: 0, reboots: 1, repeats: 0, acts: 1 },
  { crashes: 1, reboots: 0, repeats: 0, acts: 1 },
])(
  'two machines and two servers with $crashes crashes, $reboots reboots, $repeats repeats and $acts acts of people: in every order, each answer is the one that the rules give',
  async (budget) => {
    const database = await openSqlite(':memory:', () => nowMs);
    await new ServerOnDatabase(database).addProfiles();
    const explored = await exploreAll({ start: () => twoMachines(database, budget) });
    await database.close();
    console.log(explored);
    expect(explored.states).toBeGreaterThan(100);
  },
);
