import { machineGrant, machineHold, machineRevoke, machineUnhold } from '@netberth/api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { profileIn } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';
import { GrantModel, retrying } from './grant-model.ts';
import type { ModelBoot } from './grant-model.ts';

const minuteMs = 60_000;
const numRuns = 120;
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('wipe', { ...installer, ...withManifest() });
  await app.import('image1', { ...installer, ...withManifest() });
  await app.import(retrying, { ...installer, ...withManifest('retryAfterStart: true') });
});
afterAll(() => app.stop());

/** What can happen to a machine; `which` picks one of the boots that it was served, from the newest. */
type Step =
  | { does: 'boot' | 'revoke' | 'hold' | 'unhold' | 'restart' }
  | { does: 'start' | 'finish' | 'fail'; which: number }
  | { does: 'grant'; steps: string[]; minutes: number; maxStarts: number; replace: boolean }
  | { does: 'wait'; minutes: number };

const which = fc.integer({ min: 0, max: 2 });
const boot = fc.constant<Step>({ does: 'boot' });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: boot },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('grant' as const),
      steps: fc.array(fc.constantFrom('wipe', 'image1', retrying), { minLength: 1, maxLength: 3 }),
      minutes: fc.constantFrom(6, 60, 600),
      maxStarts: fc.integer({ min: 1, max: 3 }),
      replace: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('start' as const), which }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('finish' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('fail' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('wait' as const), minutes: fc.constantFrom(1, 5, 59) }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { does: 'revoke' },
      { does: 'hold' },
      { does: 'unhold' },
      { does: 'unhold' },
      { does: 'restart' },
    ),
  },
);

test('whatever happens, in whatever order, an installer is served exactly while a grant of the machine allows it', async () => {
  let served = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const machine = await app.addMachine();
      const model = new GrantModel();
      for (const one of steps) await doBoth(one, machine, model);
      served += model.boots.length;
    }),
    { numRuns },
  );
  expect(served).toBeGreaterThan(numRuns);
}, 60_000);

/** Lets it happen to the server and to the model; both must say the same. */
async function doBoth(step: Step, machine: Known, model: GrantModel): Promise<void> {
  const reference = { machine: String(machine.id) };
  switch (step.does) {
    case 'boot':
      return await bootBoth(machine, model);
    case 'restart':
      return await app.restart();
    case 'wait':
      app.nowMs += step.minutes * minuteMs;
      return;
    case 'hold':
      await app.run(machineHold, reference);
      model.isHeld = true;
      return;
    case 'unhold':
      expect((await app.send(machineUnhold, reference)).status).toBe(model.isHeld ? 200 : 409);
      model.isHeld = false;
      return;
    case 'revoke':
      expect((await app.send(machineRevoke, reference)).status).toBe(model.revoke(app.nowMs) ? 200 : 409);
      return;
    case 'grant': {
      const { steps, maxStarts, minutes, replace } = step;
      const input = { ...reference, profiles: steps, maxStarts, expires: `${minutes}m`, replace };
      const grant = { steps, maxStarts, expiresAtMs: app.nowMs + minutes * minuteMs };
      const { status } = await app.send(machineGrant, input);
      expect(status).toBe(model.grant(app.nowMs, grant, replace) ? 200 : 409);
      return;
    }
    case 'start':
    case 'finish':
    case 'fail': {
      const boot = model.boots.at(-1 - step.which);
      if (boot !== undefined) await callBoth(step.does, boot, machine, model);
    }
  }
}

async function bootBoth(machine: Known, model: GrantModel): Promise<void> {
  const { script, bootId } = await app.boot(machine.presented);
  const profile = profileIn(script);
  expect(profile).toBe(model.boot(app.nowMs));
  expect(bootId !== '').toBe(profile !== null);
  if (profile === null) return;
  const number = Number(/^kernel b\/(\d+)\//m.exec(script)?.[1]);
  model.wasServed(number, bootId, profile);
}

async function callBoth(
  does: 'start' | 'finish' | 'fail',
  boot: ModelBoot,
  machine: Known,
  model: GrantModel,
): Promise<void> {
  const path = { start: '/post-install', finish: '/finish', fail: '/failed' }[does];
  const { status } = await app.call(path, machine, boot.bootId);
  const isTaken =
    does === 'start'
      ? model.start(boot, app.nowMs)
      : does === 'finish'
        ? model.finish(boot, app.nowMs)
        : model.fail(boot);
  expect([does, status]).toEqual([does, isTaken ? 200 : 409]);
}
