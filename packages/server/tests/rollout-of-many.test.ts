import { machineImport, machineLabel, rolloutBack, rolloutShow, rolloutStart } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withManifest } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

const count = 2000;
const atOnce = 100;
const macOf = (id: number) => `52:54:02:00:${hex(Math.floor(id / 256))}:${hex(id % 256)}`;
const hex = (byte: number) => byte.toString(16).padStart(2, '0');

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('edge-1', withManifest(), { nonDestructive: true });
});
afterAll(() => app.stop());

/** Machines of the newest roll-out that were called. */
async function calledNow(): Promise<number[]> {
  const called: number[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof show>> = await show(after);
    called.push(...page.machines.flatMap(({ machine, phase }) => (phase === 'called' ? [machine] : [])));
    after = page.next;
  }
  return called;
}
const show = (after: number) => app.run(rolloutShow, { image: 'edge', after, limit: 1000 });

/** A simulated machine: it boots, and one of a hundred finds that it is not well. */
async function bootAndReport(id: number): Promise<void> {
  const { bootId } = await app.boot({ net0: macOf(id) });
  await app.call(id % 100 === 0 ? '/failed' : '/healthy', { id }, bootId, '');
}

test('a version comes to 2,000 machines in waves, one in a hundred fails, and all come back', async () => {
  const machines = Array.from({ length: count }, (_, index) => ({
    ...{ id: index + 1, state: 'new', hostname: null, macs: [macOf(index + 1)], serial: null, uuid: null },
  }));
  await app.run(machineImport, { document: JSON.stringify(machines) });
  await app.run(machineLabel, { all: true, add: { role: 'edge' } });
  const input = { image: 'edge', to: 'edge-1', label: 'role=edge', canary: '1%', wave: '25%' };
  await app.run(rolloutStart, { ...input, maxFailures: '5%' });
  const waves: number[] = [];
  for (let called = await calledNow(); called.length > 0; called = await calledNow()) {
    waves.push(called.length);
    for (let first = 0; first < called.length; first += atOnce)
      await Promise.all(called.slice(first, first + atOnce).map(bootAndReport));
  }
  expect(waves).toEqual([20, 500, 500, 500, 480]);
  const { rollout, versions } = await show(0);
  expect([rollout.status, rollout.phases]).toEqual([
    'done',
    { waiting: 0, called: 0, booted: 0, healthy: 1980, failed: 20, left: 0, back: 0 },
  ]);
  expect(versions).toEqual([{ number: 1, profile: 'edge-1', machines: 2000 }]);
  expect((await app.run(rolloutBack, { image: 'edge' })).phases.back).toBe(2000);
});
