import {
  auditList,
  machineGrant,
  machineGrantMany,
  machineHold,
  machineHoldMany,
  machineRevokeMany,
  machineUnholdMany,
  userAdd,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { questionOf, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('image1', installer);
  await app.import('wipe', installer);
});
afterAll(() => app.stop());

async function rack(name: string, count: number) {
  const machines = [];
  for (let made = 0; made < count; made++) machines.push(await app.addMachine({ labels: { rack: name } }));
  return machines;
}
const statesOf = async (machines: readonly { id: number }[]) => {
  const states = [];
  for (const machine of machines) states.push(await app.stateOf(machine));
  return states;
};

test('a rack is granted at once, by its label, and leaves one record that names every machine', async () => {
  const machines = await rack('1', 3);
  const input = { label: 'rack=1', profiles: ['wipe', 'image1'], expires: '2d', reason: 'ticket 9' };
  const said = await app.run(machineGrantMany, { ...input, dryRun: true });
  expect(said).toMatchObject({
    sentence: '3 machines would get wipe, then image1 when booted within 2d.',
    changed: 3,
    dryRun: true,
  });
  expect(await statesOf(machines)).toEqual(['new', 'new', 'new']);
  const done = await app.run(machineGrantMany, input);
  expect(done.sentence).toBe('3 machines will get wipe, then image1 when booted within 2d.');
  expect(await statesOf(machines)).toEqual(['granted', 'granted', 'granted']);
  const record = (await app.run(auditList, { limit: 1000 })).records.at(-1);
  expect(record).toMatchObject({
    command: 'machine.grant-many',
    after: { machines: machines.map(({ id }) => id), did: 'grant', dryRun: false },
    reason: 'ticket 9',
  });
});

test('one machine that refuses keeps all as they were, unless it is left out', async () => {
  const machines = await rack('2', 3);
  const [first, second] = machines;
  await app.run(machineHold, { machine: String(first?.id) });
  await app.run(machineGrant, { machine: String(second?.id), profiles: ['wipe'] });
  const input = { label: 'rack=2', profiles: ['image1'] };
  expect(await app.refusal(machineGrantMany, input)).toBe(
    `NB3102 2 of 3 machines refuse, so none was changed. Mend these first, or say --skip to leave them out. --dry-run changes nothing and tells all. [machine ${first?.id} NB3007 machine ${first?.id} is held: a grant is not possible] [machine ${second?.id} NB3006 machine ${second?.id} already has grant 4 (wipe, until 2026-01-01T04:00:00.000Z)]`,
  );
  expect(await statesOf(machines)).toEqual(['held', 'granted', 'new']);
  const { sentence, changed, refused } = await app.run(machineGrantMany, { ...input, skip: true });
  expect({ sentence, changed, refused: refused.map(({ code }) => code) }).toEqual({
    sentence: '1 machine will get image1 when booted within 4h. 2 machines are left out.',
    changed: 1,
    refused: ['NB3007', 'NB3006'],
  });
  expect(await statesOf(machines)).toEqual(['held', 'granted', 'granted']);
});

test('many are held, let go and revoked; those it does not concern are passed over', async () => {
  const machines = await rack('3', 2);
  const label = 'rack=3';
  await app.run(machineGrant, { machine: String(machines[0]?.id), profiles: ['image1'] });
  expect((await app.run(machineHoldMany, { label, reason: 'moving' })).sentence).toBe(
    '2 machines are held: they boot their disks until they are let go.',
  );
  expect(await statesOf(machines)).toEqual(['held', 'held']);
  expect((await app.run(machineHoldMany, { label })).sentence).toBe('No machine changes.');
  expect((await app.run(machineUnholdMany, { label, dryRun: true })).sentence).toBe(
    '2 machines would be let go.',
  );
  expect((await app.run(machineUnholdMany, { label })).changed).toBe(2);
  expect(await statesOf(machines)).toEqual(['granted', 'new']);
  expect((await app.run(machineRevokeMany, { label, dryRun: true })).changed).toBe(1);
  expect((await app.run(machineRevokeMany, { label })).sentence).toBe('1 machine has no grant any more.');
  expect(await statesOf(machines)).toEqual(['new', 'new']);
});

test('nothing selected is refused, and so is an id of no machine', async () => {
  expect(await app.refusal(machineGrantMany, { profiles: ['image1'] })).toMatch(/^NB3100 /);
  expect(await app.refusal(machineHoldMany, { ids: [99_999] })).toMatch(/^NB3004 .*99999/);
});

test('somebody with a scope reaches only the machines in it', async () => {
  const inside = await rack('4', 1);
  const outside = await rack('5', 1);
  const { name, password } = await app.run(userAdd, { name: 'scoped', roles: ['operator@rack=4'] });
  const browser = await app.signIn(name, password);
  const answer = await browser.ask(questionOf(machineHoldMany, { all: true }));
  expect(JSON.parse(answer.text)).toMatchObject({ changed: 1 });
  expect(await statesOf([...inside, ...outside])).toEqual(['held', 'new']);
});
