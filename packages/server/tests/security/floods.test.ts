import { machineGrant } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { headline, profileIn } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Known, Presented } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'wait', 'new-machines-per-minute': '5' });
  await app.import('image1', { ...installer, ...withManifest('answers: { answer.yaml: answer.liquid }') });
});
afterAll(() => app.stop());

/** Many visits at once, as fast as they are answered. @returns the codes of the answers, each once */
async function flood(times: number, presented: (index: number) => Presented, from?: string) {
  const asked = Array.from({ length: times }, (_, index) => app.boot(presented(index), from));
  return new Set((await Promise.all(asked)).map(({ script }) => headline(script).slice(0, 6)));
}

async function granted(): Promise<Known> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
  return machine;
}

describe('a neighbour who asks without a pause', () => {
  test('in the name of a machine has a thousand visits a minute recorded, a person is told, and the machine is served', async () => {
    const machine = await granted();
    await app.boot(machine.presented, '127.0.0.3');
    await flood(1000, () => machine.presented, '127.0.0.9');
    expect(await flood(50, () => machine.presented, '127.0.0.9')).toEqual(new Set(['NB9230']));
    expect(profileIn((await app.boot(machine.presented, '127.0.0.3')).script)).toBe('image1');
    expect(await app.alertsOf(machine)).toEqual([
      expect.stringContaining('NB1106'),
      `alert: NB9230: machine ${machine.id}, from 127.0.0.9: it asked more than 1000 times within a minute; nothing more of it is recorded in this minute`,
    ]);
    app.nowMs += 60_000;
    expect(await flood(1, () => machine.presented, '127.0.0.9')).toEqual(new Set(['NB1106']));
  });

  test('without saying who it is gets the disk three hundred times a minute, and then is not recorded', async () => {
    app.nowMs += 60_000;
    await flood(300, () => ({ serial: 'None' }));
    expect(await flood(50, () => ({ serial: 'None' }))).toEqual(new Set(['NB9230']));
  });

  test('as ever new machines is recorded no more often, once there were as many as may come', async () => {
    app.nowMs += 60_000;
    const told = await flood(400, () => ({ net0: app.newMac() }));
    expect(told).toEqual(new Set(['NB1003', 'NB1105', 'NB9230']));
  });

  test('contradicts a machine in ever new words, and thirty of them are told in ten minutes', async () => {
    const machine = await app.addMachine({ uuid: '4c4c4544-0000-4000-8000-000000000001' });
    await flood(200, (index) => ({
      ...machine.presented,
      uuid: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    }));
    expect((await app.alertsOf(machine)).length).toBe(30);
    const other = await app.addMachine();
    await app.boot({ ...other.presented, serial: 'x'.repeat(200) });
    expect((await app.alertsOf(other)).length).toBe(1);
  });
});

test('an installer that fetches its answer file without a pause is served, and recorded a hundred times', async () => {
  const machine = await granted();
  const { bootId } = await app.boot(machine.presented);
  const path = `/config/${machine.id}/${bootId}/answer.yaml`;
  const answers = await Promise.all(Array.from({ length: 150 }, () => app.ask(path)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await app.call('/failed', machine, bootId, 'no disk');
  const [boot] = (await app.show(machine)).boots;
  expect(Map.groupBy(boot?.callbacks ?? [], ({ kind }) => kind).get('answer')?.length).toBe(100);
  expect(boot?.callbacks.at(-1)).toMatchObject({ kind: 'failed', detail: 'no disk' });
});
