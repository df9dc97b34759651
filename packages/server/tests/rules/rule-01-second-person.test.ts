import {
  grantApprove,
  grantList,
  grantReject,
  machineExplain,
  machineGrant,
  machineGrantMany,
  machineRevoke,
  machineSet,
  tokenCreate,
  userAdd,
} from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Answer } from '../harness/ask.ts';
import type { Browser } from '../harness/browser.ts';
import { installer } from '../harness/images.ts';
import { questionOf, refusalIn, TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

type Input<Definition> = Definition extends CommandDefinition<infer Shape> ? z.input<Shape> : never;

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'grants-second-person-above': '2', 'new-machines': 'disk' });
  await app.import('image1', installer);
});
afterAll(() => app.stop());

let people = 0;
/** Somebody new, signed in. */
async function person(...roles: string[]): Promise<Browser> {
  people += 1;
  const { name, password } = await app.run(userAdd, { name: `person${people}`, roles });
  return await app.signIn(name, password);
}

async function send<Definition extends CommandDefinition>(
  by: Browser,
  definition: Definition,
  input: Input<Definition>,
): Promise<Answer> {
  return await by.ask(questionOf(definition, input));
}

async function run<Definition extends CommandDefinition>(
  by: Browser,
  definition: Definition,
  input: Input<Definition>,
): Promise<z.output<Definition['output']>> {
  const answer = await send(by, definition, input);
  if (answer.status !== 200) throw new Error(refusalIn(answer));
  return definition.output.parse(JSON.parse(answer.text)) as z.output<Definition['output']>;
}

async function protectedMachine(): Promise<Known> {
  const machine = await app.addMachine();
  await app.run(machineSet, { machine: String(machine.id), protected: true });
  return machine;
}

const install = ({ id }: Known) => ({ machine: String(id), profiles: ['image1'] });

async function proposalFor(machine: Known, by: Browser): Promise<number> {
  const { proposal } = await run(by, machineGrant, install(machine));
  if (proposal === null) throw new Error('nothing was proposed');
  return proposal.id;
}

describe('a protected machine', () => {
  test('is served nothing until a second person approves, then its installer', async () => {
    const [ada, bob] = [await person('operator'), await person('operator')];
    const machine = await protectedMachine();
    const granted = await run(ada, machineGrant, install(machine));
    expect(granted).toMatchObject({ state: 'new', grant: null });
    expect(granted.proposal).toMatchObject({
      status: 'proposed',
      machines: [machine.id],
      profiles: ['image1'],
      why: `machine ${machine.id} is protected`,
      proposedBy: 'person1',
    });
    expect((await app.boot(machine.presented)).bootId).toBe('');
    expect((await app.run(machineExplain, { machine: String(machine.id) })).decision).toBe('disk');

    const approved = await run(bob, grantApprove, { id: granted.proposal?.id ?? 0 });
    expect(approved).toMatchObject({ status: 'approved', decidedBy: 'person2' });
    expect((await app.boot(machine.presented)).script).toContain('image1');
    expect((await app.show(machine)).grant?.createdBy).toBe('person1, approved by person2');
  });

  test('is not approved by whoever proposed it, nor by their token, nor over the socket', async () => {
    const ada = await person('administrator');
    const machine = await protectedMachine();
    const id = await proposalFor(machine, ada);
    const name = `person${people}`;
    expect(refusalIn(await send(ada, grantApprove, { id }))).toMatch(
      new RegExp(`^NB3106 ${name} has proposed grant ${id} and cannot approve it, nor by a token`),
    );
    const own = await run(ada, tokenCreate, { name: 'own', permissions: ['machine:grant'] });
    expect(refusalIn(await app.send(grantApprove, { id }, own.token))).toMatch(
      new RegExp(`^NB3106 ${name} \\(token own\\) `),
    );
    expect(await app.refusal(grantApprove, { id })).toMatch(/^NB3107 ada \(claimed\) cannot approve/);
    const nobodys = await app.run(tokenCreate, { name: 'ci', permissions: ['machine:grant'] });
    expect(refusalIn(await app.send(grantApprove, { id }, nobodys.token))).toMatch(/^NB3107 token:ci /);
    expect((await app.boot(machine.presented)).bootId).toBe('');
  });

  test('is approved once, and by nobody after it was rejected or a day has gone by', async () => {
    const [ada, bob] = [await person('operator'), await person('operator')];
    const machine = await protectedMachine();
    const rejected = await proposalFor(machine, ada);
    await run(ada, grantReject, { id: rejected });
    expect(refusalIn(await send(bob, grantApprove, { id: rejected }))).toMatch(/^NB3104 .* is rejected/);

    const approved = await proposalFor(machine, ada);
    await run(bob, grantApprove, { id: approved });
    expect(refusalIn(await send(bob, grantApprove, { id: approved }))).toMatch(/^NB3104 .* is approved/);

    const late = await proposalFor(await protectedMachine(), ada);
    app.nowMs += 24 * 60 * 60_000;
    const carol = await person('operator');
    expect(refusalIn(await send(carol, grantApprove, { id: late }))).toMatch(/^NB3104 .* is expired/);
    const { proposals } = await app.run(grantList, {});
    expect(proposals.find(({ id }) => id === late)?.status).toBe('expired');
    const waiting = await app.run(grantList, { proposed: true });
    expect(waiting.proposals.map(({ id }) => id)).not.toContain(late);
  });

  test('is not granted when what was proposed is no longer what would be granted', async () => {
    const [ada, bob] = [await person('operator'), await person('operator')];
    await app.import('changing', installer);
    const machine = await protectedMachine();
    const { proposal } = await run(ada, machineGrant, {
      machine: String(machine.id),
      profiles: ['changing'],
    });
    await app.import('changing', installer, { replace: true });
    expect(refusalIn(await send(bob, grantApprove, { id: proposal?.id ?? 0 }))).toMatch(
      /^NB3105 .*: profile changing was replaced since/,
    );
  });

  test('cannot lose its protection by somebody who may grant it', async () => {
    const machine = await protectedMachine();
    const open = { machine: String(machine.id), protected: false };
    expect(await app.refusal(machineSet, open)).toMatch(/^NB3108 ada \(claimed\) may grant installs/);
    const editor = await person('editor');
    expect((await run(editor, machineSet, open)).protected).toBe(false);
  });

  test('is approved only by somebody whose scope it is in', async () => {
    const ada = await person('operator');
    const machine = await protectedMachine();
    await app.run(machineSet, { machine: String(machine.id), labels: { site: 'berlin' } });
    const id = await proposalFor(machine, ada);
    const elsewhere = await person('operator@site=paris');
    expect(refusalIn(await send(elsewhere, grantApprove, { id }))).toMatch(/^NB3103 /);
    expect((await run(elsewhere, grantList, {})).proposals).toEqual([]);
    const there = await person('operator@site=berlin');
    expect((await run(there, grantApprove, { id })).status).toBe('approved');
  });
});

describe('more machines than one person may grant', () => {
  test('at once are proposed as a whole', async () => {
    const [ada, bob] = [await person('operator'), await person('operator')];
    const machines = [await app.addMachine(), await app.addMachine(), await app.addMachine()];
    const ids = machines.map(({ id }) => id);
    const result = await run(ada, machineGrantMany, { ids, profiles: ['image1'] });
    expect(result).toMatchObject({ changed: 0, proposal: { machineCount: 3, machines: ids } });
    expect(result.sentence).toBe(
      'It is proposed that 3 machines get image1 when booted within 4h: a second person has to approve it, because it makes 3 machines within an hour, and one person may grant 2.',
    );
    for (const machine of machines) expect((await app.boot(machine.presented)).bootId).toBe('');
    await run(bob, grantApprove, { id: result.proposal?.id ?? 0 });
    for (const machine of machines) expect(await app.stateOf(machine)).toBe('granted');
  });

  test('one after the other are no way around it, until the hour is over', async () => {
    const ada = await person('operator');
    const machines = [await app.addMachine(), await app.addMachine(), await app.addMachine()];
    const proposals: boolean[] = [];
    for (const machine of machines) {
      const { proposal } = await run(ada, machineGrant, install(machine));
      proposals.push(proposal !== null);
    }
    expect(proposals).toEqual([false, false, true]);
    await app.run(machineRevoke, { machine: String(machines[0]?.id) });
    app.nowMs += 25 * 60_000;
    await ada.ask('/api/v1/session'); // stays signed in
    app.nowMs += 25 * 60_000;
    await ada.ask('/api/v1/session');
    app.nowMs += 15 * 60_000;
    const { proposal } = await run(ada, machineGrant, {
      machine: String(machines[2]?.id),
      profiles: ['image1'],
    });
    expect(proposal).toBeNull();
  });

  test('through a token are counted with the person whose token it is', async () => {
    const ada = await person('administrator');
    const { token } = await run(ada, tokenCreate, { name: 'mine', permissions: ['machine:grant'] });
    const machines = [await app.addMachine(), await app.addMachine(), await app.addMachine()];
    const [first, ...others] = machines.map(({ id }) => id);
    await run(ada, machineGrant, { machine: String(first), profiles: ['image1'] });
    const answer = await app.send(machineGrantMany, { ids: others, profiles: ['image1'] }, token);
    expect(JSON.parse(answer.text)).toMatchObject({ proposal: { machineCount: 2 } });
  });
});
