import { expect, test } from 'vitest';
import { runFleets } from '../../../packages/server/tests/rules/fleet-runs.ts';

test('rules 1 to 10 hold in fifteen hundred stories of fleets', async () => {
  const served = await runFleets(1_500);
  console.log({ served });
  expect(served).toBeGreaterThan(1_500);
});
