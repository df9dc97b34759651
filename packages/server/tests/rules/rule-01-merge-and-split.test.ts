import {
  grantApprove,
  grantList,
  machineGrant,
  machineHold,
  machineMerge,
  machineSet,
  machineSplit,
  machineUnhold,
  userAdd,
} from '@netberth/api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../harness/browser.ts';
import { installer, withManifest } from '../harness/images.ts';
import { headline, profileIn } from '../harness/read-script.ts';
import { questionOf, refusalIn, TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('image1', installer);
  await app.import('wipe', { ...installer, ...withManifest() });
});
afterAll(() => app.stop());

const refer = ({ id }: Pick<Known, 'id'>) => ({ machine: String(id) });
const pair = (machine: Known, other: Known) => ({ ...refer(machine), other: String(other.id) });
const merge = (machine: Known, other: Known) => app.run(machineMerge, pair(machine, other));
const grant = (machine: Known, ...profiles: string[]) =>
  app.run(machineGrant, { ...refer(machine), profiles, maxStarts: 1 });
const bootsTo = async (presented: Record<string, string>) => profileIn((await app.boot(presented)).script);
async function two(): Promise<[Known, Known]> {
  return [await app.addMachine(), await app.addMachine()];
}

let people = 0;
async function person(...roles: string[]): Promise<Browser> {
  people += 1;
  const { name, password } = await app.run(userAdd, { name: `joiner${people}`, roles });
  return await app.signIn(name, password);
}

describe('a merge never turns into an install', () => {
  test.each([
    ['that stays', (machine: Known) => machine],
    ['that goes', (_: Known, other: Known) => other],
  ])('when the machine %s had a grant: it ends, and both cards boot the disk', async (_, which) => {
    const [machine, other] = await two();
    const { grant: given } = await grant(which(machine, other), 'image1');
    const merged = await merge(machine, other);
    expect(merged).toMatchObject({ merged: other.id, endedGrants: [given?.id], machine: { grant: null } });
    for (const { mac } of [machine, other]) {
      expect(headline((await app.boot({ net0: mac })).script)).toBe(
        `NB1002: machine ${machine.id}: nothing is granted, it boots its own disk`,
      );
    }
  });

  test('when an install of either has failed: its late finish brings nothing back', async () => {
    const [machine, other] = await two();
    const boots: [Known, string][] = [];
    for (const each of [machine, other]) {
      await grant(each, 'wipe', 'image1');
      const { bootId } = await app.boot(each.presented);
      await app.call('/failed', each, bootId, 'it broke');
      boots.push([each, bootId]);
    }
    await merge(machine, other);
    for (const [each, bootId] of boots) await app.call('/finish', each, bootId);
    expect(await bootsTo(machine.presented)).toBeNull();
    expect(await bootsTo(other.presented)).toBeNull();
  });

  test('and what was given to the machine that goes speaks for nobody', async () => {
    const [machine, other] = await two();
    await grant(other, 'image1');
    const { bootId } = await app.boot(other.presented);
    await merge(machine, other);
    for (const each of [machine, other]) {
      expect((await app.ask(`/config/${each.id}/${bootId}/answer.yaml`)).status).toBe(401);
      expect((await app.call('/finish', each, bootId)).status).toBe(401);
    }
    expect(await app.stateOf(machine)).toBe('new');
  });

  test('when a grant waits for a second person: it is rejected, whichever it was for', async () => {
    for (const index of [0, 1]) {
      const machines = await two();
      const asked = machines[index] ?? machines[0];
      await app.run(machineSet, { ...refer(asked), protected: true });
      const { proposal } = await grant(asked, 'image1');
      const id = proposal?.id ?? 0;
      const merged = await merge(...machines);
      expect(merged).toMatchObject({ rejectedProposals: [id], machine: { protected: true } });
      const bob = await person('operator');
      expect(refusalIn(await bob.ask(questionOf(grantApprove, { id })))).toMatch(
        new RegExp(`^NB3104 the proposed grant ${id} is rejected`),
      );
      expect(await bootsTo(machines[0].presented)).toBeNull();
    }
    expect((await app.run(grantList, { proposed: true })).proposals).toEqual([]);
  });

  test('while one of them is being installed it is refused, and the install goes on', async () => {
    const [machine, other] = await two();
    await grant(other, 'image1');
    const { bootId } = await app.boot(other.presented);
    expect((await app.ask(`/config/${other.id}/${bootId}/answer.yaml`)).status).toBe(200);
    expect(await app.refusal(machineMerge, pair(machine, other))).toBe(
      `NB3007 machine ${other.id} is installing: merging it with another is not possible. Wait until it has finished, or revoke its grant: netberth machine revoke ${other.id}`,
    );
    expect((await app.call('/finish', other, bootId)).status).toBe(200);
    expect(await app.stateOf(other)).toBe('finished');
  });
});

describe('a split never turns into an install', () => {
  test('the grant of the machine ends, and both boot their disks', async () => {
    const macs = [app.newMac(), app.newMac()];
    const machine = await app.addMachine({ macs, labels: { rack: '7' } });
    const { grant: given } = await grant(machine, 'image1');
    const done = await app.run(machineSplit, { ...refer(machine), macs: [macs[1] ?? ''] });
    expect(done).toMatchObject({
      endedGrants: [given?.id],
      machine: { id: machine.id, macs: [macs[0]], grant: null, state: 'new' },
      split: { macs: [macs[1]], grant: null, state: 'new', resting: 'disk', labels: { rack: '7' } },
    });
    for (const [mac, id] of [
      [macs[0], machine.id],
      [macs[1], done.split.id],
    ]) {
      expect(headline((await app.boot({ net0: String(mac) })).script)).toBe(
        `NB1002: machine ${id}: nothing is granted, it boots its own disk`,
      );
    }
  });

  test('what is held, or protected, is so in both', async () => {
    const macs = [app.newMac(), app.newMac()];
    const machine = await app.addMachine({ macs });
    await app.run(machineSet, { ...refer(machine), protected: true });
    await app.run(machineHold, { ...refer(machine), reason: 'who is who' });
    const done = await app.run(machineSplit, { ...refer(machine), macs: [macs[1] ?? ''] });
    for (const each of [done.machine, done.split])
      expect(each).toMatchObject({
        state: 'held',
        protected: true,
        stateReason: 'who is who (ada (claimed))',
      });
  });

  test('it is refused for what the machine has not, and when nothing would be left of one', async () => {
    const machine = await app.addMachine();
    const foreign = app.newMac();
    expect(await app.refusal(machineSplit, { ...refer(machine), macs: [foreign] })).toBe(
      `NB3034 machine ${machine.id} has no MAC ${foreign}. See what it has: netberth machine show ${machine.id}`,
    );
    expect(await app.refusal(machineSplit, { ...refer(machine), serial: true })).toMatch(
      /^NB3034 .* has no serial/,
    );
    expect(await app.refusal(machineSplit, refer(machine))).toMatch(/^NB3015 /);
    expect(await app.refusal(machineSplit, { ...refer(machine), macs: [machine.mac] })).toMatch(/^NB3015 /);
    expect((await app.show(machine)).macs).toEqual([machine.mac]);
  });
});

describe('a merged machine', () => {
  test('has the identifiers, the labels and the history of both', async () => {
    const uuid = '4c4c4544-0042-3510-8052-b4c04f4e3232';
    const machine = await app.addMachine({
      hostname: 'web1',
      labels: { rack: '7' },
      metadata: { role: 'web' },
    });
    const other = await app.addMachine({
      ...{ hostname: 'web2', uuid, serial: 'ser1', address: '192.0.2.9' },
      labels: { rack: '8', site: 'berlin' },
      metadata: { role: 'db', disk: 'sda' },
    });
    await app.boot(machine.presented);
    await app.boot({ ...other.presented, uuid });
    const merged = await app.run(machineMerge, { ...pair(machine, other), reason: 'ticket 7' });
    expect(merged.machine).toMatchObject({
      ...{ id: machine.id, hostname: 'web1', uuid, serial: 'SER1', address: '192.0.2.9' },
      macs: [machine.mac, other.mac].sort(),
      labels: { rack: '7', site: 'berlin' },
      metadata: { role: 'web', disk: 'sda' },
    });
    const { boots, events } = await app.show(machine);
    expect(boots.map(({ reason }) => reason)).toEqual([
      'nothing is granted, it boots its own disk',
      'nothing is granted, it boots its own disk',
    ]);
    expect(events.map(({ message }) => message)).toContain(
      `web2 (machine ${other.id}) was merged into it by ada (claimed): ticket 7`,
    );
    expect(await app.refusal(machineSet, { ...refer(other), hostname: 'x' })).toMatch(/^NB3004 /);
    const both = { net0: machine.mac, net1: other.mac, uuid, serial: 'SER1' };
    expect(headline((await app.boot(both)).script)).toContain(`web1 (machine ${machine.id}):`);
  });

  test('is what a conflict was about: merged and let go, the computer is known by both cards', async () => {
    const [machine, other] = await two();
    const both = { net0: machine.mac, net1: other.mac };
    expect(headline((await app.boot(both)).script)).toMatch(/^NB1103/);
    const merged = await merge(machine, other);
    expect(merged.machine.state).toBe('held');
    await app.run(machineUnhold, refer(machine));
    await grant(machine, 'image1');
    expect(await bootsTo(both)).toBe('image1');
  });

  test('is held when one of them was, and has finished when one of them had', async () => {
    const [machine, held] = await two();
    await app.run(machineHold, { ...refer(held), reason: 'broken' });
    expect((await merge(machine, held)).machine).toMatchObject({
      state: 'held',
      stateReason: 'broken (ada (claimed))',
    });
    const [fresh, finished] = await two();
    await grant(finished, 'image1');
    const { bootId } = await app.boot(finished.presented);
    await app.call('/finish', finished, bootId);
    expect((await merge(fresh, finished)).machine.state).toBe('finished');
  });

  test('has the UUID that a person says, where each has one', async () => {
    const uuids = ['11111111-0042-3510-8052-b4c04f4e3232', '22222222-0042-3510-8052-b4c04f4e3232'];
    const [uuid = '', others = ''] = uuids;
    const [machine, other] = [await app.addMachine({ uuid }), await app.addMachine({ uuid: others })];
    expect(await app.refusal(machineMerge, pair(machine, other))).toBe(
      `NB3033 machines ${machine.id} and ${other.id} each have a uuid: "${uuid}" and "${others}". Say which one is right: --uuid "${uuid}" or --uuid "${others}". If both are, they are two machines.`,
    );
    const neither = '33333333-0042-3510-8052-b4c04f4e3232';
    expect(await app.refusal(machineMerge, { ...pair(machine, other), uuid: neither })).toMatch(/^NB3033 /);
    const merged = await app.run(machineMerge, { ...pair(machine, other), uuid: others });
    expect(merged.machine.uuid).toBe(others);
  });

  test('is two machines: one cannot be merged with itself, by whatever name', async () => {
    const machine = await app.addMachine();
    expect(await app.refusal(machineMerge, { ...refer(machine), other: machine.mac })).toBe(
      `NB3032 machine ${machine.id} cannot be merged with itself. Name two machines: see netberth machine list`,
    );
  });

  test('is of two machines that whoever merges may change, both of them', async () => {
    const editor = await person('editor@site=berlin');
    const here = await app.addMachine({ labels: { site: 'berlin' } });
    const there = await app.addMachine({ labels: { site: 'paris' } });
    for (const input of [pair(here, there), pair(there, here)])
      expect(refusalIn(await editor.ask(questionOf(machineMerge, input)))).toMatch(/^NB3004 /);
    const alsoHere = await app.addMachine({ labels: { site: 'berlin' } });
    expect((await editor.ask(questionOf(machineMerge, pair(here, alsoHere)))).status).toBe(200);
  });
});

test('whatever is granted, merged and split in whatever order, only what was granted since is served', async () => {
  type Step = { does: 'grant' | 'merge' | 'split' | 'boot'; one: number; other: number };
  const index = fc.nat({ max: 3 });
  const step: fc.Arbitrary<Step> = fc.record({
    does: fc.constantFrom('grant' as const, 'merge' as const, 'split' as const, 'boot' as const),
    ...{ one: index, other: index },
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      type Model = { known: Known; macs: string[]; granted: boolean };
      let machines: Model[] = [];
      for (const known of [...(await two()), ...(await two())])
        machines.push({ known, macs: [known.mac], granted: false });
      for (const { does, one, other } of steps) {
        const machine = machines[one % machines.length];
        const second = machines[other % machines.length];
        if (machine === undefined || second === undefined) continue;
        if (does === 'grant' && !machine.granted) {
          await grant(machine.known, 'image1');
          machine.granted = true;
        }
        if (does === 'merge' && machine !== second) {
          await merge(machine.known, second.known);
          machines = machines.filter((each) => each !== second);
          Object.assign(machine, { macs: [...machine.macs, ...second.macs], granted: false });
        }
        if (does === 'split' && machine.macs.length > 1) {
          const [mac = '', ...rest] = machine.macs;
          const { split } = await app.run(machineSplit, { ...refer(machine.known), macs: [mac] });
          const known = { id: split.id, mac, presented: { net0: mac } };
          machines.push({ known, macs: [mac], granted: false });
          Object.assign(machine, { macs: rest, granted: false });
        }
        for (const { macs, granted } of machines)
          for (const net0 of macs) expect(await bootsTo({ net0 })).toBe(granted ? 'image1' : null);
      }
    }),
    { numRuns: 25 },
  );
});
