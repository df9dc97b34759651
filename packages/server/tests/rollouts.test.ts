import {
  auditList,
  machineExplain,
  machineHold,
  machineSet,
  machineUnhold,
  profileRemove,
  rolloutApprove,
  rolloutBack,
  rolloutList,
  rolloutPause,
  rolloutResume,
  rolloutShow,
  rolloutStart,
  rolloutStop,
  userAdd,
  userPassword,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withManifest } from './harness/images.ts';
import { profileIn } from './harness/read-script.ts';
import { questionOf, refusalIn, TestApp } from './harness/start-app.ts';
import type { Known } from './harness/start-app.ts';

const minuteMs = 60_000;
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'grants-second-person-above': '50' });
  for (const name of ['edge-1', 'edge-2', 'edge-3'])
    await app.import(name, withManifest(), { nonDestructive: true });
  await app.import('installer', withManifest());
});
afterAll(() => app.stop());

/** Machines that rest on the first version, and have booted it. */
async function edgeMachines(role: string, count: number): Promise<Known[]> {
  const machines: Known[] = [];
  for (let made = 0; made < count; made++) {
    const machine = await app.addMachine({ labels: { role }, resting: 'edge-1' });
    expect(profileIn((await app.boot(machine.presented)).script)).toBe('edge-1');
    machines.push(machine);
  }
  return machines;
}
async function bootsOf(machines: readonly Known[]): Promise<(string | null)[]> {
  const profiles = [];
  for (const { presented } of machines) profiles.push(profileIn((await app.boot(presented)).script));
  return profiles;
}
async function bootsWell(machine: Known): Promise<string> {
  const { bootId } = await app.boot(machine.presented);
  return (await app.call('/healthy', machine, bootId)).text;
}
const phasesOf = async (image: string) =>
  (await app.run(rolloutShow, { image })).machines.map(({ phase }) => phase);
const statusOf = async (image: string) => (await app.run(rolloutShow, { image })).rollout.status;

test('a second version comes to three machines, the canary first, each at its own next boot, and back', async () => {
  const machines = await edgeMachines('three', 3);
  const [first, second, third] = machines as [Known, Known, Known];
  const input = { image: 'edge', to: 'edge-2', label: 'role=three', canary: '1', wave: '2' };
  const said = await app.run(rolloutStart, { ...input, dryRun: true });
  expect(said.sentence).toBe(
    '3 machines would come to edge-2, each at its next boot: 1 first, then 2 at a time.',
  );
  expect((await app.run(rolloutStart, input)).sentence).toBe(
    '3 machines come to edge-2, each at its next boot: 1 first, then 2 at a time.',
  );
  expect(await app.run(machineExplain, { machine: String(first.id) })).toMatchObject({
    ...{ decision: 'profile', profile: 'edge-2', reasonCode: 'NB8750' },
    reason: 'the roll-out of edge brings it to edge-2',
  });
  expect(await phasesOf('edge')).toEqual(['called', 'waiting', 'waiting']);
  expect(await bootsOf([second, third])).toEqual(['edge-1', 'edge-1']);
  expect(await bootsWell(first)).toBe(`machine ${first.id}: edge-2 finished\n`);
  expect(await phasesOf('edge')).toEqual(['healthy', 'called', 'called']);
  expect(await bootsOf(machines)).toEqual(['edge-2', 'edge-2', 'edge-2']);
  expect(await phasesOf('edge')).toEqual(['healthy', 'booted', 'booted']);
  for (const machine of [second, third]) await bootsWell(machine);
  expect(await statusOf('edge')).toBe('done');
  expect((await app.show(second)).resting).toBe('edge-2');

  expect((await app.run(rolloutBack, { image: 'edge' })).phases).toMatchObject({ back: 3, healthy: 0 });
  expect(await bootsOf(machines)).toEqual(['edge-1', 'edge-1', 'edge-1']);
  const { versions, machines: shown } = await app.run(rolloutShow, { image: 'edge' });
  expect(versions).toEqual([
    { number: 1, profile: 'edge-1', machines: 3 },
    { number: 2, profile: 'edge-2', machines: 0 },
  ]);
  expect(shown.map(({ runs, versionsBehind }) => [runs, versionsBehind])).toEqual([
    ['edge-1', 1],
    ['edge-1', 1],
    ['edge-1', 1],
  ]);
});

test('a call to /finish or /failed counts too, and one failure stops it: nobody else moves', async () => {
  const machines = await edgeMachines('fails', 3);
  const [first, second, third] = machines as [Known, Known, Known];
  await app.run(rolloutStart, { image: 'failing', to: 'edge-2', label: 'role=fails', wave: '2' });
  const canary = await app.boot(first.presented);
  await app.call('/finish', first, canary.bootId);
  expect(await phasesOf('failing')).toEqual(['healthy', 'called', 'called']);
  const { bootId } = await app.boot(second.presented);
  await app.call('/failed', second, bootId, 'no network');
  const { rollout, machines: shown } = await app.run(rolloutShow, { image: 'failing' });
  expect([rollout.status, rollout.why]).toEqual(['stopped', '1 of 3 machines failed, and 0 may']);
  expect(shown.map(({ phase, why }) => [phase, why])).toEqual([
    ['healthy', null],
    ['failed', 'it reported a failure'],
    ['left', 'the roll-out was stopped before its turn'],
  ]);
  expect(await bootsOf([third])).toEqual(['edge-1']);
  expect((await app.events()).map(({ message }) => message)).toContain(
    'the roll-out of failing to edge-2 is stopped: 1 of 3 machines failed, and 0 may',
  );
  await app.run(rolloutBack, { image: 'failing' });
  expect(await phasesOf('failing')).toEqual(['back', 'back', 'left']);
  expect(await bootsOf(machines)).toEqual(['edge-1', 'edge-1', 'edge-1']);
});

test('while it is paused nobody moves, also those that were called; a machine that was told to wait is asked again', async () => {
  const [first, second] = (await edgeMachines('pause', 2)) as [Known, Known];
  await app.run(rolloutStart, { image: 'pausing', to: 'edge-2', label: 'role=pause', canary: '2' });
  await app.run(rolloutPause, { image: 'pausing', reason: 'a storm comes' });
  expect(await bootsOf([first, second])).toEqual(['edge-1', 'edge-1']);
  expect((await app.run(rolloutShow, { image: 'pausing' })).rollout.why).toBe('a storm comes');
  await app.run(rolloutResume, { image: 'pausing' });
  expect(await bootsOf([first])).toEqual(['edge-2']);
  await app.run(rolloutStop, { image: 'pausing' });
  expect(await bootsOf([first, second])).toEqual(['edge-2', 'edge-1']);
  await app.run(rolloutBack, { image: 'pausing' });
  expect(await bootsOf([first, second])).toEqual(['edge-1', 'edge-1']);
});

test('a machine that is held or protected is left where it is, before, on the way and on the way back', async () => {
  const machines = await edgeMachines('guard', 5);
  const [held, guarded, heldLater, moved, movedAndHeld] = machines as [Known, Known, Known, Known, Known];
  const reference = ({ id }: Known) => ({ machine: String(id) });
  await app.run(machineHold, reference(held));
  await app.run(machineSet, { ...reference(guarded), protected: true });
  const started = await app.run(rolloutStart, {
    ...{ image: 'guarding', to: 'edge-2', label: 'role=guard', canary: '3' },
  });
  expect(started.left).toEqual([
    { machine: held.id, why: 'it is held' },
    { machine: guarded.id, why: 'it is protected' },
  ]);
  await app.run(machineSet, { ...reference(heldLater), protected: true });
  expect(await bootsOf([guarded, heldLater])).toEqual(['edge-1', 'edge-1']);
  for (const machine of [moved, movedAndHeld]) await bootsWell(machine);
  await app.run(machineHold, reference(movedAndHeld));
  const { why } = await app.run(rolloutBack, { image: 'guarding' });
  expect(why).toBe(`left as they are: machines ${movedAndHeld.id}`);
  await app.run(machineUnhold, reference(movedAndHeld));
  expect(await bootsOf([moved, movedAndHeld])).toEqual(['edge-1', 'edge-2']);
});

test('only machines that say that they keep the version are called, when it is to be staged first', async () => {
  const [first, second] = (await edgeMachines('stage', 2)) as [Known, Known];
  const input = { image: 'staging', to: 'edge-2', label: 'role=stage', canary: '2', staged: true };
  await app.run(rolloutStart, input);
  expect(await phasesOf('staging')).toEqual(['waiting', 'waiting']);
  const { bootId } = await app.boot(second.presented);
  expect((await app.call('/healthy', second, bootId)).text).toBe(
    `machine ${second.id}: edge-1 finished\nstage edge-2\n`,
  );
  const answer = await app.ask(`/healthy?id=${second.id}&bootid=${bootId}&has=edge-1,edge-2`);
  expect(answer.text).toBe(`machine ${second.id}: edge-1 finished\n`);
  expect(await phasesOf('staging')).toEqual(['waiting', 'called']);
  expect(await bootsOf([first, second])).toEqual(['edge-1', 'edge-2']);
  await app.run(rolloutStop, { image: 'staging' });
});

test('a machine that says nothing has failed, without anybody looking', async () => {
  const [machine] = (await edgeMachines('silent', 1)) as [Known];
  await app.run(rolloutStart, { image: 'silent', to: 'edge-2', label: 'role=silent' });
  expect(await bootsOf([machine])).toEqual(['edge-2']);
  app.nowMs += 15 * minuteMs;
  await expect.poll(() => statusOf('silent'), { timeout: 60_000, interval: 250 }).toBe('stopped');
});

test('what is destructive, unknown, or concerns nobody is refused', async () => {
  await edgeMachines('refuse', 1);
  const input = { image: 'refusing', to: 'edge-2', label: 'role=refuse' };
  expect(await app.refusal(rolloutStart, { ...input, to: 'installer' })).toBe(
    'NB8753 the profile installer cannot be rolled out: it is destructive. Machines rest on non-destructive profiles only. To install this one: netberth machine grant MACHINE installer',
  );
  expect(await app.refusal(rolloutStart, { ...input, label: 'role=nobody' })).toBe(
    'NB8754 no machine with the label role=nobody can move: none has this label. See netberth machine list --label role=nobody',
  );
  expect(await app.refusal(rolloutStart, { ...input, to: 'edge-1' })).toBe(
    'NB8754 no machine with the label role=refuse can move: it rests on edge-1 already, for instance. See netberth machine list --label role=refuse',
  );
  expect(await app.refusal(rolloutShow, { image: 'refusing' })).toBe(
    'NB8751 there is no roll-out of "refusing" that you may see. See netberth rollout list',
  );
  await app.run(rolloutStart, input);
  expect(await app.refusal(rolloutStart, input)).toBe(
    'NB8752 a roll-out of refusing is running already. See netberth rollout show refusing. To end it: netberth rollout stop refusing',
  );
  expect(await app.refusal(rolloutStart, { ...input, image: 'other' })).toBe(
    'NB8754 no machine with the label role=refuse can move: it is part of the roll-out of refusing, for instance. See netberth machine list --label role=refuse',
  );
  expect(await app.refusal(rolloutResume, { image: 'refusing' })).toBe(
    'NB8755 the roll-out of refusing is running: going on is not possible. See netberth rollout show refusing. To begin another: netberth rollout start refusing --to PROFILE',
  );
  await app.run(rolloutStop, { image: 'refusing' });
});

test('nothing is rolled back to a version that is gone', async () => {
  const [machine] = (await edgeMachines('gone', 1)) as [Known];
  await app.import('edge-0', withManifest(), { nonDestructive: true });
  await app.run(machineSet, { machine: String(machine.id), resting: 'edge-0' });
  const { rollout } = await app.run(rolloutStart, { image: 'gone', to: 'edge-2', where: 'role=gone' });
  expect([rollout.label, 'where' in rollout]).toEqual(['role=gone', false]);
  await bootsWell(machine);
  await app.run(profileRemove, { profile: 'edge-0' });
  expect(await app.refusal(rolloutBack, { image: 'gone' })).toBe(
    'NB8757 nothing was rolled back: the profile edge-0, on which machines rested before, is not there any more. Import it again (netberth profile import DIR --name edge-0), or move on to a version that is there: netberth rollout start IMAGE --to PROFILE',
  );
  expect(await bootsOf([machine])).toEqual(['edge-2']);
});

test('more machines than one person may grant wait for a second one, and their number is told', async () => {
  await edgeMachines('many', 51);
  const input = { image: 'many', to: 'edge-2', label: 'role=many', canary: '100%' };
  const { rollout } = await app.run(rolloutStart, input);
  expect(rollout.status).toBe('proposed');
  expect(rollout.why).toContain('one person may grant 50');
  expect(rollout.phases).toMatchObject({ waiting: 51, called: 0 });
  expect(await app.refusal(rolloutApprove, { image: 'many' })).toContain('NB3107');
  await app.run(userAdd, { name: 'second', roles: ['operator'] });
  const { password } = await app.run(userPassword, { user: 'second' });
  const second = await app.signIn('second', password);
  const own = { ...input, image: 'own' };
  await app.run(rolloutStop, { image: 'many' });
  await second.ask(questionOf(rolloutStart, own));
  expect(refusalIn(await second.ask(questionOf(rolloutApprove, { image: 'own' })))).toBe(
    'NB8756 second has proposed the roll-out of own and cannot approve it, nor by a token. Ask somebody else who may grant. To withdraw it: netberth rollout stop own',
  );
  await app.run(rolloutStop, { image: 'own' });
  await app.run(rolloutStart, input);
  const answer = await second.ask(questionOf(rolloutApprove, { image: 'many' }));
  expect(JSON.parse(answer.text)).toMatchObject({ status: 'running', phases: { called: 51 } });
  await app.run(rolloutStop, { image: 'many' });
});

test('whoever may act on one site only sees and moves nothing beyond it', async () => {
  await app.addMachine({ labels: { site: 'here', role: 'scoped' }, resting: 'edge-1' });
  await app.addMachine({ labels: { site: 'there', role: 'scoped' }, resting: 'edge-1' });
  const { password } = await app.run(userAdd, { name: 'local', roles: ['operator@site=here'] });
  const local = await app.signIn('local', password);
  const input = { image: 'scoped', to: 'edge-2', label: 'role=scoped' };
  const answer = await local.ask(questionOf(rolloutStart, input));
  expect(JSON.parse(answer.text)).toMatchObject({ rollout: { machineCount: 1 } });
  await app.run(rolloutStop, { image: 'scoped' });
  await app.run(rolloutStart, { ...input, image: 'everywhere' });
  const refused = await local.ask(questionOf(rolloutStop, { image: 'everywhere' }));
  expect([refused.status, refused.text]).toEqual([404, expect.stringContaining('NB8751')]);
  const listed = await local.ask(questionOf(rolloutList, {}));
  const { rollouts } = JSON.parse(listed.text) as { rollouts: { image: string }[] };
  expect(rollouts.map(({ image }) => image)).toEqual(['scoped']);
  await app.run(rolloutStop, { image: 'everywhere' });
});

test('every step that a person takes is in the audit log, with the machines it concerns', async () => {
  const [machine] = (await edgeMachines('audit', 1)) as [Known];
  await app.run(rolloutStart, { image: 'audited', to: 'edge-2', label: 'role=audit', reason: 'ticket 9' });
  await app.run(rolloutStop, { image: 'audited', reason: 'lunch' });
  const { records } = await app.run(auditList, { limit: 1000 });
  const own = records.filter(({ target }) => target === 'rollout:audited');
  expect(own.map(({ command, reason }) => [command, reason])).toEqual([
    ['rollout.start', 'ticket 9'],
    ['rollout.stop', 'lunch'],
  ]);
  expect(own[0]?.after).toMatchObject({ machines: [machine.id] });
});
