import {
  machineFacts,
  machineForget,
  machineGrantMany,
  machineList,
  machineMerge,
  machineRevokeMany,
  machineSet,
} from '@netberth/api';
import type { Facts } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleFacts } from './harness/facts.ts';
import { installer, withManifest } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('discover', { ...installer, ...withManifest() });
});
afterAll(() => app.stop());

/** A machine that rests on the discover image, with cards and serial numbers of its own. */
async function discovered(hostname: string): Promise<{ id: number; facts: Facts; report: Report }> {
  const { id, mac, presented } = await app.addMachine({ hostname, resting: 'discover' });
  const [first, second] = exampleFacts.nics;
  const nics = [
    { ...first, mac },
    { ...second, mac: app.newMac() },
  ];
  const facts = { ...exampleFacts, nics };
  const report: Report = async (found) => {
    app.nowMs += 3_600_000;
    const { bootId } = await app.boot(presented);
    const body = typeof found === 'string' ? found : JSON.stringify(found);
    const answer = await app.call('/update', { id }, bootId, body);
    return `${answer.status} ${answer.text}`;
  };
  return { id, facts, report };
}
type Report = (facts: Facts | string) => Promise<string>;

describe('what a discover boot finds', () => {
  test('is shown, with when and by which boot', async () => {
    const { id, facts, report } = await discovered('db1');
    expect(await report(facts)).toBe(`200 machine ${id}: 3 disks, 2 cards, 0 differences\n`);
    const { newest } = await app.run(machineFacts, { machine: 'db1' });
    expect(newest).toMatchObject({ boot: 1, differences: [], facts });
    expect((await app.show({ id })).macs).toEqual(facts.nics.map(({ mac }) => mac).sort());
  });

  test('is compared with what was found before: a disk that is gone is an alert, one that is new a note', async () => {
    const { id, facts, report } = await discovered('db2');
    const [sda, sdb, nvme] = exampleFacts.disks;
    await report(facts);
    await report({ ...facts, disks: [sda, nvme] });
    await report({ ...facts, disks: [sda, nvme] });
    await report({ ...facts, disks: [sda, { ...sdb, serial: 'NEW9' }, nvme] });
    const { history } = await app.run(machineFacts, { machine: 'db2', history: true });
    expect(history.map(({ differences }) => differences)).toEqual([
      ['disk sdb (ST4000NM000A, serial NEW9, 3.6 TiB) is new'],
      ['disk sdb (ST4000NM000A, serial ZC1B, 3.6 TiB) is gone'],
      [],
    ]);
    expect(await app.alertsOf({ id })).toEqual([
      'alert: db2 (machine 2): disk sdb (ST4000NM000A, serial ZC1B, 3.6 TiB) is gone',
      'note: db2 (machine 2): disk sdb (ST4000NM000A, serial NEW9, 3.6 TiB) is new',
    ]);
  });

  test('leaves out what board makers leave where nothing is filled in', async () => {
    const { id, facts, report } = await discovered('db3');
    const system = {
      vendor: 'Default string',
      product: ' X11 ',
      serial: 'To be filled by O.E.M.',
      uuid: null,
    };
    const bridge = { ...exampleFacts.nics[1], mac: '00:00:00:00:00:00' };
    await report({ ...facts, system, nics: [...facts.nics, bridge] });
    const { newest } = await app.run(machineFacts, { machine: String(id) });
    expect(newest?.facts.system).toEqual({ vendor: null, product: 'X11', serial: null, uuid: null });
    expect(newest?.facts.nics).toHaveLength(2);
  });

  test('may be longer than other things that machines tell', async () => {
    const { id, facts, report } = await discovered('db4');
    const [device] = exampleFacts.pci;
    const pci = Array.from({ length: 1000 }, (_, at) => ({ ...device, address: `0000:00:${at}.0` }));
    expect(JSON.stringify({ ...facts, pci }).length).toBeGreaterThan(100_000);
    expect(await report({ ...facts, pci })).toBe(`200 machine ${id}: 3 disks, 2 cards, 0 differences\n`);
  });

  test('is refused as a whole when it is not what it should be, with what is wrong', async () => {
    const { id, facts, report } = await discovered('db5');
    expect(await report('{"disks": [')).toMatch(/^400 Netberth NB2007: .*the facts are not JSON: /);
    const hostile = { ...facts, system: { ...facts.system, vendor: 'a\nb' }, memoryBytes: -1 };
    expect(await report(hostile)).toMatch(
      /^400 Netberth NB2007: .*system\.vendor holds control characters; memoryBytes is less than/,
    );
    expect((await app.run(machineFacts, { machine: String(id) })).newest).toBeNull();
  });

  test('of a machine that has a card of another is not kept, and the machine is held', async () => {
    const other = await app.addMachine();
    const { id, facts, report } = await discovered('db6');
    const foreign = { ...exampleFacts.nics[0], mac: other.mac };
    expect(await report({ ...facts, nics: [foreign] })).toContain(`belongs to machine ${other.id}`);
    expect(await app.stateOf({ id })).toBe('held');
    expect((await app.run(machineFacts, { machine: String(id) })).newest).toBeNull();
  });
});

describe('machines are found by what they are made of', () => {
  const named = async (fact: string) =>
    (await app.run(machineList, { fact, search: 'find' })).machines.map(({ hostname }) => hostname);

  test('by numbers with units, by parts of a text, by the switch they hang on', async () => {
    const small = await discovered('find-small');
    await small.report({ ...small.facts, memoryBytes: 17_179_869_184, disks: [] });
    const large = await discovered('find-large');
    await large.report(large.facts);
    expect(await named('memory<64GiB')).toEqual(['find-small']);
    expect(await named('disk>=4TB')).toEqual(['find-large']);
    expect(await named('disks=0')).toEqual(['find-small']);
    expect(await named('disk.model~mzql')).toEqual(['find-large']);
    expect(await named('switch=TOR-7')).toEqual(['find-small', 'find-large']);
    expect(await named('vendor=dell')).toEqual([]);
  });

  test('and not by what they were made of', async () => {
    const machine = await discovered('find-changed');
    await machine.report(machine.facts);
    await machine.report({ ...machine.facts, disks: [] });
    expect(await named('disk.serial=s64f')).not.toContain('find-changed');
  });

  test('many are granted and revoked by what they are made of, and no others', async () => {
    const labels = { room: 'facts' };
    const [unlike, like] = [await discovered('many-unlike'), await discovered('many-like')];
    for (const { id } of [unlike, like]) await app.run(machineSet, { machine: String(id), labels });
    await unlike.report({ ...unlike.facts, disks: [] });
    await like.report(like.facts);
    const selection = { label: 'room=facts', fact: 'disks=3' };
    const grant = { ...selection, profiles: ['discover'] };
    expect((await app.run(machineGrantMany, grant)).sentence).toContain('1 machine will get discover');
    expect(await app.stateOf(like)).toBe('granted');
    expect(await app.stateOf(unlike)).not.toBe('granted');
    const by = async (fact: string) =>
      (await app.run(machineRevokeMany, { label: 'room=facts', fact })).changed;
    expect(await by('disks=0')).toBe(0);
    expect(await by('disks=3')).toBe(1);
  });

  test('a condition on nothing that is known is refused', async () => {
    expect(await app.refusal(machineList, { fact: 'colour=red' })).toContain(
      'fact "colour=red" begins with none of the facts vendor, product, firmware',
    );
  });
});

test('what was found goes with a machine that is merged, and is forgotten with it', async () => {
  const kept = await app.addMachine({ hostname: 'keep' });
  const { id, facts, report } = await discovered('gone');
  await report(facts);
  await app.run(machineSet, { machine: String(id), resting: 'disk' });
  await app.run(machineMerge, { machine: 'keep', other: String(id) });
  expect((await app.run(machineFacts, { machine: 'keep' })).newest).toMatchObject({ facts });
  const byFact = await app.run(machineList, { fact: 'product=poweredge r650', search: 'keep' });
  expect(byFact.machines).toHaveLength(1);
  await app.run(machineForget, { machine: 'keep' });
  const again = await app.addMachine({ hostname: 'keep' });
  expect(again.id).not.toBe(kept.id);
  expect((await app.run(machineFacts, { machine: 'keep' })).newest).toBeNull();
});
