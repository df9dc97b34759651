import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  machineGrant,
  machineGrantMany,
  machineHold,
  machineSet,
  powerCancel,
  powerConfigure,
  powerCycle,
  powerCycleMany,
  powerOff,
  powerOn,
  powerOnMany,
  powerOrders,
  powerStatus,
  powerStatusMany,
  tokenCreate,
} from '@netberth/api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HookDouble } from '../harness/hook-double.ts';
import { installer } from '../harness/images.ts';
import { refusalIn, TestApp } from '../harness/start-app.ts';
import { endOf } from './ordered.ts';

let app: TestApp;
let hook: HookDouble;
let folder: string;
beforeAll(async () => {
  hook = await HookDouble.start();
  folder = mkdtempSync(join(tmpdir(), 'netberth-hook-'));
  writeFileSync(
    join(folder, 'hook'),
    `#!/bin/sh
echo "$* machine=$POWER_MACHINE macs=$POWER_MACS address=$POWER_ADDRESS password=$POWER_PASSWORD" >>${folder}/told
case $1 in status) echo off ;; cycle) exit 75 ;; off) echo "no such domain" >&2; exit 1 ;; esac
`,
  );
  chmodSync(join(folder, 'hook'), 0o755);
  const hooks = `plugs=${hook.url};script=${folder}/hook`;
  app = await TestApp.start({ 'power-hooks': hooks, 'power-allow-loopback': 'true' });
  await app.import('image1', installer);
});
afterAll(async () => {
  await app.stop();
  hook.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  hook.told.splice(0);
  hook.broken.clear();
  hook.isSilent = false;
});

let racks = 0;
/** Machines of a rack of their own, each on a plug of the hook. */
async function rackOf(count: number): Promise<{ readonly ids: number[]; readonly where: string }> {
  racks += 1;
  const ids: number[] = [];
  for (let number = 0; number < count; number++) {
    const { id } = await app.addMachine({ labels: { rack: String(racks) } });
    await app.run(powerConfigure, { machine: String(id), driver: 'hook', hook: 'plugs' });
    ids.push(id);
  }
  return { ids, where: `rack=${racks}` };
}

/** How many orders of a batch are what, when all are over. */
async function endOfBatch(batch: number | null): Promise<Readonly<Record<string, number>>> {
  let counts: Readonly<Record<string, number>> = {};
  await expect
    .poll(
      async () => {
        app.nowMs += 60_000;
        ({ counts } = await app.run(powerOrders, { batch: batch ?? 0, limit: 1 }));
        return (counts['waiting'] ?? 0) + (counts['running'] ?? 0) + (counts['planned'] ?? 0);
      },
      { timeout: 60_000 },
    )
    .toBe(0);
  return counts;
}

test('many machines are switched in waves: no wave begins before the last of the one before has ended', async () => {
  const { ids, where } = await rackOf(7);
  const many = await app.run(powerOnMany, { where, wave: 3, pause: '10s' });
  expect([many.sentence, many.waves]).toEqual([
    'power on: 7 machines are told, 3 at a time with 10s in between',
    3,
  ]);
  hook.mostAtOnce = 0;
  expect(await endOfBatch(many.batch)).toEqual({ done: 7 });
  const waves = [hook.told.slice(0, 3), hook.told.slice(3, 6), hook.told.slice(6)];
  expect(waves.map((wave) => wave.toSorted())).toEqual(
    [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)].map((wave) => wave.map((id) => `on ${id}`).toSorted()),
  );
  expect(hook.mostAtOnce).toBeLessThanOrEqual(3);
});

test('when more fail than may, the waves that have not begun are left out', async () => {
  const { ids, where } = await rackOf(6);
  hook.broken.add(ids[0] ?? 0);
  const many = await app.run(powerOnMany, { where, wave: 2 });
  expect(await endOfBatch(many.batch)).toEqual({ cancelled: 4, done: 1, failed: 1 });
  const [first] = ids;
  expect((await app.run(powerOrders, { of: String(first) })).orders[0]?.why).toBe(
    'the hook answered 500: no such plug',
  );
  const other = await app.run(powerCycleMany, { where, wave: 2, maxFailures: 1 });
  expect(await endOfBatch(other.batch)).toEqual({ done: 5, failed: 1 });
});

test('what has not begun can be cancelled, and a machine that cannot be switched is named', async () => {
  const { ids, where } = await rackOf(3);
  hook.isSilent = true;
  const many = await app.run(powerOnMany, { where, wave: 1 });
  await expect.poll(() => hook.told).toEqual([`on ${ids[0]}`]);
  expect(await app.run(powerCancel, { batch: many.batch ?? 0 })).toEqual({ cancelled: 2 });
  const { id } = await app.addMachine({ labels: { rack: String(racks) } });
  expect(await app.refusal(powerOnMany, { where })).toBe(
    `NB8707 1 of 4 machines cannot be switched, so nothing was done. Mend these first, or say --skip to leave them out. --dry-run does nothing and tells all. [machine ${id} NB8700 nothing is known that could switch machine ${id}]`,
  );
  expect(await app.run(powerOnMany, { where, skip: true, dryRun: true })).toMatchObject({
    ...{ sentence: 'power on: 3 machines would be told; 1 left out', count: 3, refusedCount: 1, batch: null },
  });
});

test('a server that ends while a machine is cycled does not cycle it again, and says so', async () => {
  const { ids } = await rackOf(1);
  const machine = String(ids[0]);
  hook.on.add(ids[0] ?? 0);
  hook.isSilent = true;
  const order = await app.run(powerCycle, { machine });
  await expect.poll(() => hook.told).toContain(`cycle ${machine}`);
  await app.restart();
  expect(await endOf(app, order)).toMatch(/^failed .*may have been done, so it is not done again$/);
  expect(hook.told.filter((told) => told.endsWith(` ${machine}`))).toEqual([`cycle ${machine}`]);
  hook.isSilent = false;
  expect(await endOf(app, await app.run(powerCycle, { machine }))).toBe('done off and on again');
}, 60_000);

test('a machine that installs is not switched off unless somebody insists', async () => {
  const { ids } = await rackOf(1);
  const machine = String(ids[0]);
  const { macs } = await app.history(machine);
  await app.run(machineGrant, { machine, profiles: ['image1'] });
  const { bootId } = await app.boot({ net0: macs[0] ?? '' });
  await app.call('/post-install', { id: ids[0] ?? 0 }, bootId);
  expect(await app.stateOf({ id: ids[0] ?? 0 })).toBe('installing');
  expect(await app.refusal(powerOff, { machine })).toContain('NB8704');
  expect(await app.run(powerCycleMany, { ids, skip: true })).toMatchObject({ count: 0, refusedCount: 1 });
  expect(await endOf(app, await app.run(powerOff, { machine, force: true }))).toBe('done was off already');
});

test('a grant restarts its machine from the network; where that fails, it ends as failed', async () => {
  const { ids } = await rackOf(2);
  const [well, broken] = ids.map(String);
  const granted = await app.run(machineGrant, { machine: well ?? '', profiles: ['image1'], power: 'cycle' });
  expect(await endOf(app, { id: granted.powerOrder ?? 0 })).toBe('done is on');
  expect(hook.told).toEqual([`boot-next pxe ${well}`, `on ${well}`]);
  expect(await app.stateOf({ id: ids[0] ?? 0 })).toBe('granted');

  hook.broken.add(ids[1] ?? 0);
  const lost = await app.run(machineGrant, { machine: broken ?? '', profiles: ['image1'], power: 'cycle' });
  expect(await endOf(app, { id: lost.powerOrder ?? 0 })).toBe('failed the hook answered 500: no such plug');
  const { state, stateReason, grant, events } = await app.history(broken ?? '');
  expect([state, stateReason, grant]).toEqual([
    'failed',
    'it could not be restarted: the hook answered 500: no such plug',
    null,
  ]);
  expect(events.map(({ message }) => message).toSorted()).toEqual([
    `NB8709: machine ${broken}: power cycle failed: the hook answered 500: no such plug`,
    `NB8710: the grant of machine ${broken} ended as failed, because it could not be restarted: the hook answered 500: no such plug`,
  ]);
});

test('a restart is not done for a grant that has ended, nor for a machine that is held', async () => {
  const { ids, where } = await rackOf(3);
  const [first, second, third] = ids.map(String);
  hook.isSilent = true;
  await app.run(powerOn, { machine: first ?? '' });
  await app.run(machineGrantMany, { label: where, profiles: ['image1'], power: 'on', wave: 1, next: 'cd' });
  await app.run(machineHold, { machine: second ?? '' });
  hook.isSilent = false;
  await expect.poll(() => hook.told).toContain(`on ${first}`);
  await app.restart();
  const [planned] = (await app.run(powerOrders, { of: third ?? '' })).orders;
  expect(await endOfBatch(planned?.batch ?? null)).toEqual({ cancelled: 1, done: 2 });
  expect(await app.stateOf({ id: ids[1] ?? 0 })).toBe('held');
  expect(hook.told.filter((told) => told.endsWith(` ${second}`))).toEqual([]);
}, 60_000);

test('whoever may grant and not switch cannot grant with a restart', async () => {
  const { ids } = await rackOf(1);
  const machine = String(ids[0]);
  const { token } = await app.run(tokenCreate, {
    name: 'granter',
    permissions: ['machine:read', 'machine:grant'],
  });
  const asked = { machine, profiles: ['image1'], power: 'cycle' as const };
  expect((await app.send(machineGrant, asked, token)).text).toContain('NB8708');
  await app.run(machineSet, { machine, protected: true });
  const { proposal } = await app.run(machineGrant, asked);
  expect(proposal?.status).toBe('proposed');
  expect(hook.told).toEqual([]);
  expect(await app.refusal(machineGrant, { ...asked, power: undefined, next: 'pxe' })).toContain('NB8712');
});

test('a program is told what to do by its arguments and environment, and says what it could not', async () => {
  const { id, mac } = await app.addMachine();
  const machine = String(id);
  const words = { machine, driver: 'hook' as const, address: 'web7; rm -rf /', password: 'let me' };
  await app.run(powerConfigure, { ...words, hook: 'script' });
  expect(await app.run(powerStatus, { machine })).toMatchObject({ state: 'off', model: 'hook script' });
  const told = () => readFileSync(join(folder, 'told'), 'utf8').trim().split('\n').at(-1);
  expect(told()).toBe(`status machine=${id} macs=${mac} address=web7; rm -rf / password=let me`);
  expect(await app.refusal(powerConfigure, { ...words, hook: 'other' })).toContain(
    '[hook "other" is not in the setting power.hooks: it names plugs, script]',
  );
});

test('a packet wakes a machine by each of its MACs, and can do nothing else', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const packets: Buffer[] = [];
  socket.on('message', (packet) => packets.push(packet));
  const { id, mac } = await app.addMachine();
  const machine = String(id);
  await app.run(powerConfigure, {
    machine,
    driver: 'wol',
    address: '127.0.0.1',
    port: socket.address().port,
  });
  expect(await endOf(app, await app.run(powerOn, { machine }))).toBe('done told to go on');
  await expect.poll(() => packets.length).toBe(3);
  expect(packets[0]?.toString('hex')).toBe('ff'.repeat(6) + mac.replaceAll(':', '').repeat(16));
  expect(await app.refusal(powerCycle, { machine })).toContain(
    `NB8703 machine ${id} is switched by wol, which cannot do power cycle`,
  );
  socket.close();
});

test('many are asked by their ids, as they are switched', async () => {
  const { ids } = await rackOf(3);
  const [one = 0, two = 0] = ids;
  const { machines } = await app.run(powerStatusMany, { ids: [one, two] });
  expect(machines.map(({ machineId }) => machineId)).toEqual([one, two]);
  const asked = async (query: string) => {
    const { text } = await app.askSocket(`/api/v1/machines/power/status?${query}`);
    return JSON.parse(text).machines.map(({ machineId }: { machineId: number }) => machineId);
  };
  expect(await asked(`ids=${two}`)).toEqual([two]);
  expect(await asked(`ids=${one}&ids=${two}`)).toEqual([one, two]);
  const wrong = await app.askSocket('/api/v1/machines/power/status?ids=x');
  expect(refusalIn(wrong)).toMatch(/^NB3001 .*\[ids\.0 "x" is not a number\]$/);
});
