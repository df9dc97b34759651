import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  auditList,
  machineForget,
  machineMerge,
  powerBootNext,
  powerConfigure,
  powerCycle,
  powerList,
  powerOff,
  powerOn,
  powerOrders,
  powerReset,
  powerStatus,
  powerUnset,
  secretsList,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IpmiSimulator } from '../harness/ipmi-simulator.ts';
import { TestApp } from '../harness/start-app.ts';
import { endOf } from './ordered.ts';

let app: TestApp;
let bmc: IpmiSimulator;
beforeAll(async () => {
  app = await TestApp.start({ 'power-allow-loopback': 'true' });
  bmc = await IpmiSimulator.start();
});
afterAll(async () => {
  bmc.stop();
  await app.stop();
});

const settings = (machine: string, password = 'secret') => ({
  ...{ machine, driver: 'ipmi' as const, address: '127.0.0.1', port: bmc.port },
  ...{ user: 'admin', password, cipher: 3 },
});

const mend = 'Mend that and set it again; to store it as it is: --untested.';

async function switched(): Promise<string> {
  const machine = String((await app.addMachine()).id);
  await app.run(powerConfigure, settings(machine));
  return machine;
}

test('a wrong password and an unknown user are said, and nothing is stored', async () => {
  const machine = String((await app.addMachine()).id);
  expect(await app.refusal(powerConfigure, settings(machine, 'wrong'))).toBe(
    `NB8702 ipmi at 127.0.0.1 port ${bmc.port} was tried, and is not stored: the password is wrong. ${mend}`,
  );
  expect(await app.refusal(powerConfigure, { ...settings(machine), user: 'nobody' })).toBe(
    `NB8702 ipmi at 127.0.0.1 port ${bmc.port} was tried, and is not stored: it knows no such user. ${mend}`,
  );
  expect((await app.run(powerList, {})).machines).toEqual([]);
  expect(await app.refusal(powerOn, { machine })).toBe(
    `NB8700 nothing is known that could switch machine ${machine}. Say what does: netberth power set ${machine} --driver ipmi --address ADDRESS --user USER`,
  );
});

test('what is missing, strange or wrong in the words is named at once', async () => {
  const machine = String((await app.addMachine()).id);
  const words = { machine, driver: 'ipmi' as const, address: 'a b', tlsFingerprint: 'AA:'.repeat(31) + 'bb' };
  expect(await app.refusal(powerConfigure, words)).toBe(
    `NB8701 machine ${machine} cannot be switched so. The fields below say what is wanted. [user is missing: ipmi needs it] [password is missing: ipmi needs it]` +
      ' [tlsFingerprint means nothing to ipmi] [address "a b" is not a host or an address]',
  );
});

test('a machine is switched on, off and on again, reset and off, as its BMC sees it', async () => {
  const machine = await switched();
  expect(await app.run(powerStatus, { machine })).toMatchObject({ ok: true, state: 'off', failure: null });
  expect(await endOf(app, await app.run(powerOn, { machine, next: 'pxe' }))).toBe('done is on');
  expect([bmc.isOn, bmc.boots]).toEqual([true, 'pxe']);
  expect(await endOf(app, await app.run(powerOn, { machine }))).toBe('done was on already');
  expect(await endOf(app, await app.run(powerBootNext, { machine, next: 'cd' }))).toBe('done boots cd next');
  expect(bmc.boots).toBe('cdrom');
  const before = bmc.told.length;
  expect(await endOf(app, await app.run(powerCycle, { machine }))).toBe('done off and on again');
  await expect.poll(() => bmc.told.slice(before)).toEqual(['power 0', 'power 1']);
  expect(await endOf(app, await app.run(powerReset, { machine, next: 'disk' }))).toBe('done reset');
  expect(bmc.told.slice(before + 2)).toEqual(['boot default', 'reset 1']);
  expect(await endOf(app, await app.run(powerOff, { machine }))).toBe('done is off');
  expect(bmc.isOn).toBe(false);
  expect(await endOf(app, await app.run(powerReset, { machine }))).toBe(
    'failed it is off: netberth power on',
  );
  expect((await app.run(powerList, {})).machines[0]).toMatchObject({ state: 'off', hasPassword: true });
});

test('the password stands in no answer, no audit record and no file of the database', async () => {
  const machine = await switched();
  const shown = [await app.run(powerList, {}), await app.run(powerOrders, {}), await app.run(auditList, {})];
  expect(JSON.stringify(shown)).not.toContain('"secret"');
  const ofMachine = (await app.run(secretsList, {})).secrets.filter(
    ({ owner }) => owner === `machine:${machine}`,
  );
  expect(ofMachine).toMatchObject([{ name: 'bmc', readable: true }]);
  const database = readFileSync(join(app.data, 'netberth.db'), 'latin1');
  expect(database.includes('"password"')).toBe(false);
});

test('how a machine is switched goes with it: forgotten, unset, or taken along when two turn out to be one', async () => {
  const owners = async () => (await app.run(secretsList, {})).secrets.map(({ owner }) => owner);
  const [forgotten, unset, other] = [await switched(), await switched(), await switched()];
  await app.run(machineForget, { machine: forgotten });
  await app.run(powerUnset, { machine: unset });
  expect(await owners()).not.toContain(`machine:${forgotten}`);
  expect(await owners()).not.toContain(`machine:${unset}`);
  const kept = String((await app.addMachine()).id);
  await app.run(machineMerge, { machine: kept, other });
  expect(await owners()).toContain(`machine:${kept}`);
  expect(await owners()).not.toContain(`machine:${other}`);
  expect(await app.run(powerStatus, { machine: kept })).toMatchObject({ ok: true });
});

test('a BMC that hangs is asked again until it answers, and its machine is told once', async () => {
  const machine = await switched();
  const before = bmc.told.length;
  bmc.hang();
  const order = await app.run(powerOn, { machine });
  const seen = async () => (await app.run(powerOrders, { id: order.id })).orders[0];
  await expect.poll(async () => (await seen())?.why, { timeout: 50_000 }).toBe('it does not answer');
  expect(await seen()).toMatchObject({ status: 'waiting', attempts: 1, endedAt: null });
  bmc.goOn();
  expect(await endOf(app, order)).toBe('done is on');
  expect(bmc.told.slice(before)).toEqual(['power 1']);
}, 120_000);

test('addresses of the server itself are refused where nobody has allowed them', async () => {
  const strict = await TestApp.start();
  const machine = String((await strict.addMachine()).id);
  for (const address of ['127.0.0.1', 'localhost', '169.254.169.254', '::1'])
    expect(await strict.refusal(powerConfigure, { ...settings(machine), address })).toContain(
      'its address is of this server itself or link-local (power.allowLoopback)',
    );
  await strict.stop();
});
