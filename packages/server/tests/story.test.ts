import { machineExplain, machineGrant, machineRevoke } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer, withManifest } from './harness/images.ts';
import { headline, profileIn } from './harness/read-script.ts';
import { TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'wait', 'boot-url': 'http://boot.example:8080' });
});
afterAll(() => app.stop());

/** What `explain` says, and that `/bootstrap` then says the same. */
async function expectSame(presented: Record<string, string>, id: number): Promise<string> {
  const explained = await app.run(machineExplain, { machine: String(id), from: '127.0.0.1' });
  const { script, bootId } = await app.boot(presented);
  const { boots } = await app.show({ id });
  const [boot] = boots;
  const asStored = (bootId === '' ? script : script.replaceAll(bootId, '[boot-id]'))
    .replaceAll(/\bb\/\d+\//g, 'b/[boot-number]/')
    .replaceAll(/^(set netberth_waiting) \d+$/gm, '$1 [boot-number]');
  expect(explained.script).toBe(asStored);
  expect(boot).toMatchObject({
    script: asStored,
    decision: explained.decision,
    profile: explained.profile,
    reasonCode: explained.reasonCode,
    reason: explained.reason,
    step: explained.step,
  });
  return script;
}

test('a machine is seen, wiped, installed, and boots its own disk; explain always says what it gets', async () => {
  const image = {
    ...installer,
    ...withManifest('answers: { answer.yaml: answer.liquid }', 'image: disk.raw'),
  };
  for (const name of ['wipe', 'image1']) await app.import(name, image);
  const mac = app.newMac();
  const presented = { net0: mac, platform: 'efi', serial: 'ser1', product: 'Board 1' };

  const { script: first } = await app.boot(presented);
  expect(headline(first)).toBe('NB1003: machine 1: it is new and waits until something is granted');
  expect(await app.show({ id: 1 })).toMatchObject({
    state: 'new',
    macs: [mac],
    serial: 'SER1',
    hardware: { platform: 'efi', product: 'Board 1' },
    lastAddress: '127.0.0.1',
  });
  await expectSame(presented, 1);

  await app.run(machineGrant, { machine: mac, profiles: ['wipe', 'image1'] });
  expect(profileIn(await expectSame(presented, 1))).toBe('wipe');
  const wiping = await app.boot(presented);
  expect((await app.call('/post-install', { id: 1 }, wiping.bootId)).text).toContain(
    '#!/bin/sh\n# Netberth: wipe is installed on machine 1',
  );
  expect(headline(await expectSame(presented, 1))).toMatch(/^NB1107/);
  expect((await app.call('/finish', { id: 1 }, wiping.bootId)).text).toBe(
    'machine 1: wipe finished, next is image1\n',
  );
  expect((await app.call('/finish', { id: 1 }, wiping.bootId)).text).toBe(
    'machine 1: wipe finished, next is image1\n',
  );

  expect(profileIn(await expectSame(presented, 1))).toBe('image1');
  const installing = await app.boot(presented);
  const folder = /^kernel (b\/\d+\/images\/image1)\//m.exec(installing.script)?.[1];
  for (const file of ['vmlinuz', 'initrd.img', 'disk.raw'])
    expect((await app.ask(`/${folder}/${file}`)).status).toBe(200);
  expect(await app.stateOf({ id: 1 })).toBe('installing');
  app.nowMs += 60_000;
  expect((await app.call('/finish', { id: 1 }, installing.bootId)).text).toBe('machine 1: image1 finished\n');
  expect(await app.stateOf({ id: 1 })).toBe('finished');
  expect(headline(await expectSame(presented, 1))).toBe(
    'NB1001: machine 1: its install is finished, it boots its own disk',
  );
});

test('its history says what it fetched, whole or in part', async () => {
  const { presented, id } = await app.addMachine();
  await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  const { script } = await app.boot(presented);
  const folder = /^kernel (b\/\d+\/images\/image1)\//m.exec(script)?.[1];
  await app.ask(`/${folder}/vmlinuz`);
  app.nowMs += 2000;
  await app.ask({ path: `/${folder}/disk.raw`, headers: { range: 'bytes=0-249' } });
  await app.restart();
  const { boots } = await app.show({ id });
  expect(boots[0]?.files).toEqual([
    { file: 'vmlinuz', sizeBytes: 10, sentBytes: 10, percent: 100, durationMs: 0, complete: true },
    { file: 'disk.raw', sizeBytes: 1000, sentBytes: 250, percent: 25, durationMs: 0, complete: false },
  ]);
});

test('an install that fails disarms its grant until a person grants again', async () => {
  const { presented, id } = await app.addMachine();
  await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  const { bootId } = await app.boot(presented);
  await app.call('/post-install', { id }, bootId);
  const failed = await app.call('/failed', { id }, bootId, 'mkfs: no such device\n');
  expect(failed.text).toBe(`machine ${id}: failure of image1 noted, nothing more is served\n`);
  expect(headline(await expectSame(presented, id))).toBe(
    `NB1101: machine ${id}: its install failed: image1 reports: mkfs: no such device; it boots its own disk`,
  );
  await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  expect(profileIn(await expectSame(presented, id))).toBe('image1');
});

test('a grant that is revoked is not served any more, and a started install is failed', async () => {
  const { presented, id } = await app.addMachine();
  await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  const { bootId } = await app.boot(presented);
  await app.call('/post-install', { id }, bootId);
  await app.run(machineRevoke, { machine: String(id) });
  expect(await app.stateOf({ id })).toBe('failed');
  expect(profileIn(await expectSame(presented, id))).toBeNull();
  expect((await app.call('/post-install', { id }, bootId)).status).toBe(409);
});

test('explain says what a machine would get from another address, and changes nothing', async () => {
  const { presented, id } = await app.addMachine({ address: '192.0.2.7' });
  await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  const before = await app.show({ id });
  const there = await app.run(machineExplain, { machine: String(id), from: '192.0.2.7' });
  const elsewhere = await app.run(machineExplain, { machine: String(id), from: '192.0.2.8' });
  expect([there.decision, there.profile, there.reasonCode]).toEqual(['profile', 'image1', 'NB1006']);
  expect([elsewhere.decision, elsewhere.reasonCode, elsewhere.reason]).toEqual([
    'disk',
    'NB1106',
    'it asks from 192.0.2.8, but its grant is bound to 192.0.2.7; it boots its own disk',
  ]);
  expect(await app.show({ id })).toEqual(before);
  expect(profileIn((await app.boot(presented)).script)).toBeNull();
});
