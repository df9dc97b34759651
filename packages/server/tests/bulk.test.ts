import {
  auditList,
  machineGrant,
  machineGrantMany,
  machineHold,
  machineHoldMany,
  machineImport,
  machineLabel,
  machineList,
  machineRevokeMany,
  machineSet,
  machineShow,
  machineUnholdMany,
  userAdd,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { questionOf, refusalIn, TestApp } from './harness/start-app.ts';

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

test('more machines than one person can mean at once are refused', async () => {
  const large = await TestApp.start();
  const rows = Array.from({ length: 20_001 }, (_, at) => `52:54:07:00:${hex(at >> 8)}:${hex(at & 255)}`);
  await large.run(machineImport, { document: ['macs', ...rows, ''].join('\n'), csv: true });
  expect(await large.refusal(machineHoldMany, { all: true })).toBe(
    'NB3101 more than 20000 machines are selected. Do it in parts, for example by label.',
  );
  await large.stop();
});
const hex = (byte: number) => byte.toString(16).padStart(2, '0');

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
  const nobody =
    'No machine is as the selection says, so none changes. Those that there are: netberth machine list';
  expect((await app.run(machineHoldMany, { label: 'rakc=3' })).sentence).toBe(nobody);
  expect((await app.run(machineLabel, { label: 'rakc=3', add: { a: 'b' } })).sentence).toBe(nobody);
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

test('a rack is labelled at once; those that are so already are passed over, and the record says what each had', async () => {
  const machines = await rack('6', 3);
  const ids = machines.map(({ id }) => id);
  await app.run(machineSet, { machine: String(ids[0]), labels: { site: 'berlin' } });
  await app.run(machineSet, { machine: String(ids[1]), labels: { site: 'bonn', floor: '2' } });
  const input = { label: 'rack=6', add: { site: 'berlin' }, remove: ['floor'], reason: 'they moved' };
  const labels = async () =>
    (await app.run(machineList, { label: 'rack=6' })).machines.map((machine) => machine.labels);
  const before = await labels();
  expect((await app.run(machineLabel, { ...input, dryRun: true })).sentence).toBe(
    '2 machines would have the label site=berlin and no label floor.',
  );
  expect(await labels()).toEqual(before);
  expect(await app.run(machineLabel, input)).toMatchObject({
    sentence: '2 machines have the label site=berlin and no label floor.',
    changed: 2,
  });
  const berlin = { rack: '6', site: 'berlin' };
  expect(await labels()).toEqual([berlin, berlin, berlin]);
  expect((await app.run(auditList, { limit: 1000 })).records.at(-1)).toMatchObject({
    command: 'machine.label',
    target: 'machines:2',
    before: {
      labels: [
        { had: { site: 'bonn', floor: '2' }, machines: [ids[1]] },
        { had: {}, machines: [ids[2]] },
      ],
    },
    after: { machines: ids.slice(1), add: { site: 'berlin' }, remove: ['floor'], dryRun: false },
    reason: 'they moved',
  });
  const commandsOf = async (id: number | undefined) =>
    (await app.run(auditList, { target: `machine:${id}`, limit: 1000 })).records.map(
      ({ command }) => command,
    );
  expect(await commandsOf(ids[0])).toEqual(['machine.add', 'machine.set']);
  expect(await commandsOf(ids[1])).toEqual(['machine.add', 'machine.set', 'machine.label', 'machine.label']);
  expect(await commandsOf(ids[2])).toEqual(['machine.add', 'machine.label', 'machine.label']);
  expect((await app.run(machineLabel, input)).sentence).toBe('No machine changes: all are so already.');
  expect(await app.refusal(machineLabel, { all: true })).toMatch(/^NB3150 /);
  expect(await app.refusal(machineLabel, { all: true, add: { x: '1' }, remove: ['x'] })).toMatch(/^NB3151 /);
});

test('nobody labels a machine out of a scope, or into one, and a scope reaches only its own', async () => {
  const inside = await rack('7', 1);
  const outside = await rack('8', 1);
  const { name, password } = await app.run(userAdd, { name: 'labeller', roles: ['editor@rack=7'] });
  const browser = await app.signIn(name, password);
  const label = async (input: object) => await browser.ask(questionOf(machineLabel, { all: true, ...input }));
  for (const input of [{ add: { rack: '8' } }, { remove: ['rack'] }])
    expect(refusalIn(await label(input))).toMatch(/^NB3055 /);
  expect(JSON.parse((await label({ add: { floor: '3' } })).text)).toMatchObject({ changed: 1 });
  const labelsOf = async ([machine]: readonly { id: number }[]) =>
    (await app.run(machineShow, { machine: String(machine?.id) })).labels;
  expect(await labelsOf(inside)).toEqual({ rack: '7', floor: '3' });
  expect(await labelsOf(outside)).toEqual({ rack: '8' });
});

test('a label that a granted installer needs is removed from no machine', async () => {
  const [machine] = await rack('9', 1);
  await app.import('labelled', { ...installer, 'answer.liquid': 'rack: {{ machine.labels.rack }}\n' });
  await app.run(machineGrant, { machine: String(machine?.id), profiles: ['labelled'] });
  expect(await app.refusal(machineLabel, { label: 'rack=9', remove: ['rack'] })).toMatch(
    /^NB\d{4} .*labelled/,
  );
  expect(await app.run(machineLabel, { label: 'rack=9', add: { rack: '10' } })).toMatchObject({ changed: 1 });
});
