import { machineGrant, machineSet } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { diskSaying, headline, profileIn } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('image1', { ...installer, ...withManifest('image: disk.raw', 'isPrivate: true') });
});
afterAll(() => app.stop());

async function granted(address?: string): Promise<Known> {
  const machine = await app.addMachine(address === undefined ? {} : { address });
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
  return machine;
}

async function expectRefused(machine: Known, from: string, bound: string): Promise<void> {
  const before = (await app.show(machine)).grant;
  const says = `NB1106: machine ${machine.id}: it asks from ${from}, but its grant is bound to ${bound}; it boots its own disk`;
  const { script, bootId } = await app.boot(machine.presented, from);
  expect(script).toBe(
    diskSaying(
      says,
      `If that is right: netberth machine set ${machine.id} --address ${from}, then grant with --replace.`,
    ),
  );
  expect(bootId).toBe('');
  expect(await app.alertsOf(machine)).toContain(`alert: ${says}`);
  const { grant, boots } = await app.show(machine);
  expect(grant).toEqual(before);
  expect(boots[0]).toMatchObject({ decision: 'disk', profile: null, grantId: null, address: from });
}

describe('a grant binds', () => {
  test('to the address that the machine is known by', async () => {
    const machine = await granted('127.0.0.7');
    await expectRefused(machine, '127.0.0.1', '127.0.0.7');
    const { script } = await app.boot(machine.presented, '127.0.0.7');
    expect(profileIn(script)).toBe('image1');
    expect((await app.show(machine)).grant).toMatchObject({ address: '127.0.0.7', starts: 0 });
  });

  test('else to the first address that asks', async () => {
    const machine = await granted();
    expect((await app.show(machine)).grant?.address).toBeNull();
    expect(profileIn((await app.boot(machine.presented, '127.0.0.8')).script)).toBe('image1');
    expect((await app.show(machine)).grant?.address).toBe('127.0.0.8');
    await expectRefused(machine, '127.0.0.9', '127.0.0.8');
    expect(profileIn((await app.boot(machine.presented, '127.0.0.8')).script)).toBe('image1');
  });

  test('to one address, when two ask at once', async () => {
    const machine = await granted();
    const asked = ['127.0.0.10', '127.0.0.11'].map((from) => app.boot(machine.presented, from));
    const served = (await Promise.all(asked)).filter(({ script }) => profileIn(script) !== null);
    expect(served.length).toBe(1);
  });

  test('anew, when it is granted anew', async () => {
    const machine = await granted();
    await app.boot(machine.presented, '127.0.0.8');
    const again = { machine: String(machine.id), profiles: ['image1'], replace: true };
    await app.run(machineGrant, again);
    expect(profileIn((await app.boot(machine.presented, '127.0.0.9')).script)).toBe('image1');
  });

  test('to what a person sets before it is granted', async () => {
    const machine = await app.addMachine();
    await app.run(machineSet, { machine: String(machine.id), address: '127.0.0.12' });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    await expectRefused(machine, '127.0.0.1', '127.0.0.12');
    expect(profileIn((await app.boot(machine.presented, '127.0.0.12')).script)).toBe('image1');
  });
});

test('a header that names another address is not believed', async () => {
  const machine = await granted('127.0.0.7');
  const query = new URLSearchParams(machine.presented).toString();
  const headers = { 'x-forwarded-for': '127.0.0.7', forwarded: 'for=127.0.0.7', 'x-real-ip': '127.0.0.7' };
  const answer = await app.ask({ path: `/bootstrap?${query}`, headers });
  expect(headline(answer.text)).toMatch(/^NB1106: machine \d+: it asks from 127\.0\.0\.1, /);
});

test('a header of a named proxy is believed', async () => {
  const proxied = await TestApp.start({ 'new-machines': 'disk', 'trusted-proxies': '127.0.0.1' });
  await proxied.import('image1', installer);
  const { id, presented } = await proxied.addMachine({ address: '192.0.2.7' });
  await proxied.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  const path = `/bootstrap?${new URLSearchParams(presented).toString()}`;
  const fromProxy = await proxied.ask({ path, headers: { 'x-forwarded-for': '192.0.2.7' } });
  expect(profileIn(fromProxy.text)).toBe('image1');
  const fromElsewhere = { path, headers: { 'x-forwarded-for': '192.0.2.7' }, from: '127.0.0.2' };
  expect(profileIn((await proxied.ask(fromElsewhere)).text)).toBeNull();
  await proxied.stop();
});

describe('the bytes of an image are credited', () => {
  test('to a boot that names itself, from its own address alone', async () => {
    const machine = await granted('127.0.0.13');
    const { script } = await app.boot(machine.presented, '127.0.0.13');
    const path = `/${/^kernel (b\/\d+\/images\/image1)\//m.exec(script)?.[1]}/disk.raw`;
    const elsewhere = await app.ask({ path, from: '127.0.0.1' });
    expect([elsewhere.status, elsewhere.text.split('\n')[0]]).toEqual([
      403,
      'Netberth NB2012: the files of image1 are private',
    ]);
    expect((await app.show(machine)).grant).toMatchObject({ starts: 0 });
    expect((await app.ask({ path, from: '127.0.0.13' })).status).toBe(200);
    expect((await app.show(machine)).grant).toMatchObject({ starts: 1 });
  });

  test('to nobody, when the boot is one of another profile', async () => {
    await app.import('image2', { ...installer, ...withManifest('image: disk.raw') });
    const machine = await granted('127.0.0.14');
    const { script } = await app.boot(machine.presented, '127.0.0.14');
    const number = /^kernel b\/(\d+)\//m.exec(script)?.[1];
    const answer = await app.ask({ path: `/b/${number}/images/image2/disk.raw`, from: '127.0.0.14' });
    expect(answer.status).toBe(200);
    expect((await app.show(machine)).grant).toMatchObject({ starts: 0 });
  });
});

test('new machines per minute are capped: the others boot their disk and are not recorded', async () => {
  const capped = await TestApp.start({ 'new-machines': 'wait', 'new-machines-per-minute': '3' });
  const machines: string[] = [];
  for (let count = 0; count < 3; count++) {
    const net0 = capped.newMac();
    machines.push(net0);
    expect(headline((await capped.boot({ net0 })).script)).toMatch(/^NB1003/);
  }
  const late = capped.newMac();
  expect((await capped.boot({ net0: late })).script).toBe(
    diskSaying(
      'NB1105: unknown machine: more than 3 new machines came within a minute; this one is not recorded and boots its own disk',
      'Restart it later; or add it: netberth machine add --mac MAC; or let more in: netberth settings set newMachinesPerMinute NUMBER',
    ),
  );
  for (const net0 of machines) expect(headline((await capped.boot({ net0 })).script)).toMatch(/^NB1003/);
  expect((await capped.events()).map(({ severity, kind, machineId }) => [severity, kind, machineId])).toEqual(
    [['alert', 'tooManyNew', null]],
  );
  await capped.addMachine();
  capped.nowMs += 60_001;
  expect(headline((await capped.boot({ net0: late })).script)).toMatch(/^NB1003: machine 5:/);
  await capped.stop();
});
