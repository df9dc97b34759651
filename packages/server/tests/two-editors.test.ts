import {
  groupList,
  groupSet,
  machineGrant,
  machineSet,
  machineShow,
  profileCreate,
  profileShow,
  roleList,
  roleSet,
  userAdd,
  userSet,
} from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { questionOf, refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  await app.import('image1', installer);
});
afterAll(() => app.stop());

function sendIf(revision: string, definition: CommandDefinition, input: object) {
  const question = questionOf(definition, input);
  return app.askSocket({ ...question, headers: { ...question.headers, 'if-match': revision } });
}

test('of two who edit a machine the second is told, and nothing of the first is lost', async () => {
  const machine = { machine: String((await app.addMachine()).id) };
  const { headers } = await app.send(machineShow, machine);
  const read = String(headers.etag);
  expect(read).toMatch(/^"[0-9a-f]{16}"$/);

  const first = await sendIf(read, machineSet, { ...machine, hostname: 'web1' });
  expect([first.status, first.headers.etag === read]).toEqual([200, false]);
  const second = await sendIf(read, machineSet, { ...machine, hostname: 'web2', labels: { rack: '7' } });
  expect(second.status).toBe(412);
  expect(refusalIn(second)).toBe(
    `NB3110 somebody else has changed it since you read it, so "machine set" changed nothing. Read it again, look at what is different, and send your change with If-Match: ${String(first.headers.etag)}.`,
  );
  expect(await app.history(machine.machine)).toMatchObject({ hostname: 'web1', labels: {} });
  const again = await sendIf(String(first.headers.etag), machineSet, { ...machine, hostname: 'web2' });
  expect(again.status).toBe(200);
});

test('what a machine does by itself is no edit', async () => {
  const known = await app.addMachine();
  const machine = { machine: String(known.id) };
  const { headers } = await app.send(machineShow, machine);
  await app.run(machineGrant, { ...machine, profiles: ['image1'] });
  await app.boot(known.presented);
  expect((await app.send(machineShow, machine)).headers.etag).toBe(headers.etag);
  expect((await sendIf(String(headers.etag), machineSet, { ...machine, hostname: 'db1' })).status).toBe(200);
});

test('of two who replace a profile the second is told', async () => {
  const saved = { name: 'tests', product: 'memtest86plus' };
  await app.run(profileCreate, saved);
  const read = String((await app.send(profileShow, { profile: 'tests' })).headers.etag);
  app.nowMs += 1000;
  const change = { ...saved, replace: true, retryAfterStart: true };
  expect((await sendIf(read, profileCreate, change)).status).toBe(200);
  expect((await sendIf(read, profileCreate, { ...saved, replace: true })).status).toBe(412);
});

test('of two who change a role, a group or an account the second is told', async () => {
  const role = { name: 'night', permissions: ['machine:read'] as 'machine:read'[] };
  const { revision: ofRole } = await app.run(roleSet, role);
  expect((await app.run(roleList, {})).roles.at(-1)?.revision).toBe(ofRole);
  const changed = { ...role, replace: true };
  expect((await sendIf(`"${ofRole}"`, roleSet, { ...changed, summary: 'at night' })).status).toBe(200);
  expect((await sendIf(`"${ofRole}"`, roleSet, { ...changed, summary: 'by day' })).status).toBe(412);

  await app.run(groupSet, { group: 'Boot', roles: ['viewer'] });
  const ofGroup = (await app.run(groupList, {})).groups.at(-1)?.revision ?? '';
  expect((await sendIf(`"${ofGroup}"`, groupSet, { group: 'boot', roles: ['editor'] })).status).toBe(200);
  expect((await sendIf(`"${ofGroup}"`, groupSet, { group: 'boot', roles: ['auditor'] })).status).toBe(412);

  const { revision: ofUser } = await app.run(userAdd, { name: 'eve', roles: ['viewer'] });
  expect((await sendIf(`"${ofUser}"`, userSet, { user: 'eve', roles: ['editor'] })).status).toBe(200);
  expect((await sendIf(`"${ofUser}"`, userSet, { user: 'eve', disabled: true })).status).toBe(412);
});

test('the star asks only that there is something, and a command without revisions says so', async () => {
  expect((await sendIf('*', roleSet, { name: 'none', permissions: ['machine:read'] })).status).toBe(412);
  const refused = await sendIf('*', userAdd, { name: 'new1' });
  expect(refusalIn(refused)).toMatch(/^NB3111 "user add" knows no If-Match/);
});
