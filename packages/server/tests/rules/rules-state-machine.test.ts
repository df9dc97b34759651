import { expect, test } from 'vitest';
import { runFleets } from './fleet-runs.ts';

test('rules 1 to 10 hold for a fleet, whatever happens to it in whatever order', async () => {
  // More of them: e2e/faults/long/rules-state-machine.test.ts
  const served = await runFleets(20);
  expect(served).toBeGreaterThan(20);
}, 120_000);
