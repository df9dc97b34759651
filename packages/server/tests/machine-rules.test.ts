import {
  auditList,
  grantApprove,
  grantList,
  machineExplain,
  machineGrant,
  machineHold,
  machineList,
  machineSet,
  machineShow,
  machineUnhold,
  ruleList,
  ruleRemove,
  ruleRun,
  ruleSet,
  ruleShow,
  ruleTry,
  userAdd,
  userPassword,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleFacts } from './harness/facts.ts';
import { installer, withManifest } from './harness/images.ts';
import { profileIn } from './harness/read-script.ts';
import { questionOf, TestApp } from './harness/start-app.ts';
import type { Presented } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('web', installer);
  await app.import('live', withManifest(), { nonDestructive: true });
});
afterAll(() => app.stop());

/** A machine that nobody knows, of a maker of its own, asks. */
async function newMachine(
  manufacturer: string,
  told: Presented = {},
): Promise<{ id: number; asks: Presented }> {
  const asks = { net0: app.newMac(), manufacturer, ...told };
  await app.boot(asks);
  const { machines } = await app.run(machineList, { search: asks.net0 });
  return { id: machines[0]?.id ?? 0, asks };
}
const shown = (id: number) => app.run(machineShow, { machine: String(id) });
const findingsOf = async (name: string) =>
  (await app.run(ruleShow, { name })).findings.map(({ machine, did, refused }) => ({
    machine,
    did,
    refused,
  }));

test('a new machine is labelled, named and installed by a rule, and the rule stands behind each change', async () => {
  await app.run(ruleSet, {
    ...{ name: 'dell', match: ['vendor=Dell*', 'memory>=60GiB', 'subnet=127.0.0.0/8'] },
    ...{ labels: { vendor: 'dell' }, hostname: 'web-{{ machine.serial | downcase }}', mode: 'active' },
    ...{ grant: ['web'], how: 'automatic' },
  });
  const { id, asks } = await newMachine('Dell Inc.', { serial: 'SN-71', ram: '0040.0040.0040.0040..' });
  const small = await newMachine('Dell Inc.', { ram: '0010..' });
  await expect.poll(async () => (await shown(id)).state).toBe('granted');
  expect(await shown(id)).toMatchObject({
    ...{ hostname: 'web-sn-71', labels: { vendor: 'dell' } },
    grant: { steps: ['web'], createdBy: 'rule:dell', reason: 'rule dell' },
  });
  expect(profileIn((await app.boot(asks)).script)).toBe('web');
  expect((await shown(small.id)).labels).toEqual({});
  expect((await app.run(machineExplain, { machine: String(id) })).rules).toEqual([
    {
      ...{ rule: 'dell', mode: 'active' },
      text: 'set the label vendor=dell; named it web-sn-71; granted web',
    },
  ]);
  const { records } = await app.run(auditList, { limit: 1000 });
  const byRule = records.filter(({ actor }) => actor === 'rule:dell');
  expect(byRule.map(({ command, target, reason }) => [command, target, reason])).toEqual([
    ['machine.set', `machine:${id}`, 'rule dell'],
    ['machine.set', `machine:${id}`, 'rule dell'],
    ['machine.grant', `machine:${id}`, 'rule dell'],
  ]);
});

test('a rule that learns changes nothing and says what would have happened', async () => {
  const set = await app.run(ruleSet, {
    ...{ name: 'hpe', match: ['vendor=HPE'], labels: { vendor: 'hpe' } },
    ...{ grant: ['web'], how: 'automatic', maxGrants: 1 },
  });
  expect(set).toMatchObject({ mode: 'learn', trial: { matching: 0, touched: 0 } });
  const first = await newMachine('HPE');
  const second = await newMachine('HPE');
  await expect.poll(() => findingsOf('hpe')).toHaveLength(2);
  expect((await findingsOf('hpe')).toSorted((one, other) => one.machine - other.machine)).toEqual([
    {
      ...{ machine: first.id, refused: [] },
      did: ['would get the label vendor=hpe', 'would be granted web'],
    },
    {
      ...{ machine: second.id, refused: [] },
      did: ['would get the label vendor=hpe', 'waits for web: the rule grants 1 machines an hour'],
    },
  ]);
  for (const { id } of [first, second]) expect(await shown(id)).toMatchObject({ labels: {}, state: 'new' });
  expect((await app.run(machineExplain, { machine: String(first.id) })).rules).toEqual([
    { rule: 'hpe', mode: 'learn', text: 'would get the label vendor=hpe; would be granted web' },
  ]);
});

test('saving a rule touches nobody; rule run does, and only after --yes', async () => {
  const { id } = await newMachine('Supermicro');
  app.nowMs += 1000;
  const set = await app.run(ruleSet, {
    ...{ name: 'supermicro', match: ['vendor=Supermicro'], labels: { vendor: 'sm' }, mode: 'active' },
  });
  expect(set.trial).toMatchObject({ matching: 1, touched: 1, grants: 0, untouchable: 0 });
  expect((await app.run(ruleTry, { name: 'supermicro' })).trial.machines).toEqual([
    { machine: id, hostname: null, would: ['would get the label vendor=sm'], why: null },
  ]);
  expect((await app.run(ruleRun, { name: 'supermicro' })).started).toBe(false);
  // A later machine shows that the job came by and left the other alone.
  const later = await newMachine('Supermicro');
  await expect.poll(async () => (await shown(later.id)).labels).toEqual({ vendor: 'sm' });
  expect((await shown(id)).labels).toEqual({});
  expect((await app.run(ruleRun, { name: 'supermicro', yes: true })).started).toBe(true);
  await expect.poll(async () => (await shown(id)).labels).toEqual({ vendor: 'sm' });
});

test('no rule touches a machine that is protected, held or installed', async () => {
  const guarded = await app.addMachine({ labels: { class: 'kept' } });
  const held = await app.addMachine({ labels: { class: 'kept' } });
  const installed = await app.addMachine({ labels: { class: 'kept' } });
  await app.run(machineSet, { machine: String(guarded.id), protected: true });
  await app.run(machineHold, { machine: String(held.id) });
  await app.run(machineGrant, { machine: String(installed.id), profiles: ['web'] });
  const { bootId } = await app.boot(installed.presented);
  await app.call('/post-install', installed, bootId);
  await app.call('/finish', installed, bootId);
  const open = await app.addMachine({ labels: { class: 'kept' } });
  const kept = {
    ...{ name: 'kept', match: ['label.class=kept'], labels: { by: 'rule' } },
    ...{ grant: ['web'], how: 'automatic' as const },
  };
  // Told before it acts: active, it may have done it by itself before it is asked.
  await app.run(ruleSet, { ...kept, mode: 'learn' });
  const { trial } = await app.run(ruleTry, { name: 'kept' });
  expect(trial).toMatchObject({ matching: 4, touched: 1, grants: 1, untouchable: 3 });
  expect(trial.machines.map(({ why }) => why)).toEqual([
    'it is protected',
    'it is held',
    'it is installed',
    null,
  ]);
  await app.run(ruleSet, { ...kept, mode: 'active' });
  await app.run(ruleRun, { name: 'kept', yes: true });
  await expect.poll(async () => (await shown(open.id)).state).toBe('granted');
  for (const { id } of [guarded, held, installed])
    expect(await shown(id)).toMatchObject({ labels: { class: 'kept' }, grant: null });
  // Once it is let go, it is looked at again.
  await app.run(machineUnhold, { machine: String(held.id) });
  await expect.poll(async () => (await shown(held.id)).state).toBe('granted');
});

test('a rule grants as many machines within an hour as it may, and the next one an hour later', async () => {
  await app.run(ruleSet, {
    ...{ name: 'many', match: ['vendor=Many'], mode: 'active' },
    ...{ grant: ['web'], how: 'automatic', maxGrants: 2 },
  });
  const machines = [await newMachine('Many'), await newMachine('Many'), await newMachine('Many')];
  const granted = async () => {
    const states = [];
    for (const { id } of machines) states.push((await shown(id)).grant?.createdBy ?? null);
    return states.filter((by) => by === 'rule:many').length;
  };
  await expect.poll(() => findingsOf('many')).toHaveLength(3);
  expect(await granted()).toBe(2);
  expect((await app.events()).map(({ message }) => message)).toContain(
    'the rule many has granted 2 machines within an hour, as many as it may: others wait',
  );
  app.nowMs += 61 * 60_000;
  await expect.poll(granted).toBe(3);
});

test('what a rule proposes is served only after somebody has approved it', async () => {
  await app.run(ruleSet, {
    ...{ name: 'asks', match: ['vendor=Asks'], mode: 'active', grant: ['web'], how: 'propose' },
  });
  const { id, asks } = await newMachine('Asks');
  const proposals = async () => (await app.run(grantList, { proposed: true })).proposals;
  await expect.poll(proposals).toHaveLength(1);
  const [proposal] = await proposals();
  expect(proposal).toMatchObject({ machines: [id], profiles: ['web'], proposedBy: 'rule:asks' });
  expect(profileIn((await app.boot(asks)).script)).toBe(null);
  await app.run(userAdd, { name: 'ada', roles: ['operator'] });
  const { password } = await app.run(userPassword, { user: 'ada' });
  const ada = await app.signIn('ada', password);
  expect((await ada.ask(questionOf(grantApprove, { id: proposal?.id ?? 0 }))).status).toBe(200);
  expect(profileIn((await app.boot(asks)).script)).toBe('web');
});

test('what a machine says of itself becomes no command, and a name that is taken is refused', async () => {
  await app.run(ruleSet, {
    ...{ name: 'named', match: ['vendor=Named'], hostname: 'n-{{ machine.serial }}', mode: 'active' },
  });
  const hostile = await newMachine('Named', { serial: 'x$(reboot)' });
  await expect.poll(() => findingsOf('named')).toHaveLength(1);
  expect((await findingsOf('named'))[0]?.refused[0]).toMatch(
    /^the name .* cannot be made: .*not one plain word/,
  );
  expect((await shown(hostile.id)).hostname).toBe(null);
  await app.run(ruleSet, { name: 'named', hostname: 'one' });
  const first = await newMachine('Named', { serial: 'A1' });
  await expect.poll(async () => (await shown(first.id)).hostname).toBe('one');
  const second = await newMachine('Named', { serial: 'A2' });
  await expect
    .poll(async () => (await findingsOf('named')).find(({ machine }) => machine === second.id)?.refused)
    .toEqual([`would be named one, but "one" is the name of one (machine ${first.id}) already (NB8852)`]);
});

test('whoever may not grant sets no rule that grants', async () => {
  await app.run(userAdd, { name: 'eve', roles: ['editor'] });
  const { password } = await app.run(userPassword, { user: 'eve' });
  const eve = await app.signIn('eve', password);
  const label = { name: 'mine', match: ['vendor=Eve'], labels: { by: 'eve' } };
  expect((await eve.ask(questionOf(ruleSet, label))).status).toBe(200);
  const grant = await eve.ask(questionOf(ruleSet, { name: 'mine', grant: ['web'], how: 'automatic' }));
  expect([grant.status, grant.text]).toEqual([403, expect.stringContaining('machine:grant')]);
  expect((await eve.ask(questionOf(ruleRemove, { name: 'dell' }))).status).toBe(403);
  // What a rule has found are machines of everywhere.
  await app.run(userAdd, { name: 'sam', roles: ['operator@site=lab'] });
  const sam = await app.signIn('sam', (await app.run(userPassword, { user: 'sam' })).password);
  for (const question of [questionOf(ruleList, {}), questionOf(ruleTry, { name: 'dell' })])
    expect((await sam.ask(question)).status).toBe(403);
});

test('what a rule cannot be is refused with what is wanted', async () => {
  const refusal = (input: Parameters<typeof app.send<typeof ruleSet>>[1]) => app.refusal(ruleSet, input);
  expect(await refusal({ name: 'odd', match: ['colour=red'], labels: { a: 'b' } })).toMatch(
    /asks for "colour", which is no fact; wanted: one of /,
  );
  expect(await refusal({ name: 'odd', labels: { a: 'b' } })).toMatch(/it has no conditions: say --match/);
  expect(await refusal({ name: 'odd', match: ['arch=x86_64'] })).toMatch(/it does nothing/);
  expect(await refusal({ name: 'odd', match: ['arch=x86_64'], resting: 'web' })).toMatch(/it is destructive/);
  expect(await refusal({ name: 'odd', match: ['arch=x86_64'], grant: ['none'] })).toMatch(/"none"/);
  expect((await app.run(ruleList, {})).rules.map(({ name }) => name)).not.toContain('odd');
});

test('what a discover boot found is looked at as soon as it was told', async () => {
  await app.import('discover', { ...installer, ...withManifest() }, { nonDestructive: true });
  await app.run(ruleSet, {
    ...{
      name: 'rack',
      match: ['switch=tor-7*', 'disk>=900GB', 'memory>=200GiB', 'vendor=Dell*'],
      mode: 'active',
    },
    labels: { rack: '7' },
  });
  const machine = await app.addMachine({ resting: 'discover' });
  const { bootId } = await app.boot(machine.presented);
  const told = await app.call('/update', machine, bootId, JSON.stringify(exampleFacts));
  expect(told.status).toBe(200);
  await expect.poll(async () => (await shown(machine.id)).labels['rack']).toBe('7');
});

test('a rule is no way around the second person: beyond what its author may grant it proposes, and not to its author', async () => {
  const own = await TestApp.start({ 'new-machines': 'disk', 'grants-second-person-above': '1' });
  try {
    await own.import('web', installer);
    const signIn = async (name: string) => {
      await own.run(userAdd, { name, roles: ['operator'] });
      return await own.signIn(name, (await own.run(userPassword, { user: name })).password);
    };
    const [ada, bob] = [await signIn('ada'), await signIn('bob')];
    const set = await ada.ask(
      questionOf(ruleSet, {
        ...{ name: 'lab', match: ['vendor=Lab'], mode: 'active', grant: ['web'], how: 'automatic' },
      }),
    );
    expect(set.status).toBe(200);
    for (let made = 0; made < 2; made++) await own.boot({ net0: own.newMac(), manufacturer: 'Lab' });
    const proposals = async () => (await own.run(grantList, { proposed: true })).proposals;
    await expect.poll(proposals).toHaveLength(1);
    const states = (await own.run(machineList, {})).machines.map(({ state }) => state);
    expect(states.toSorted()).toEqual(['granted', 'new']);
    const id = (await proposals())[0]?.id ?? 0;
    expect((await ada.ask(questionOf(grantApprove, { id }))).status).toBe(403);
    expect((await bob.ask(questionOf(grantApprove, { id }))).status).toBe(200);
  } finally {
    await own.stop();
  }
});
