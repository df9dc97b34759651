import { join } from 'node:path';
import {
  auditExport,
  auditList,
  auditVerify,
  machineAdd,
  machineGrant,
  machineHold,
  machineShow,
  tokenCreate,
  userAdd,
} from '@netberth/api';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionOf, TestApp } from './harness/start-app.ts';

const dayMs = 24 * 3_600_000;

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const records = async () => (await app.run(auditList, { limit: 1000 })).records;

test('whoever is told that they may not stands in the log: who, what, of which machine', async () => {
  const { id } = await app.addMachine();
  const { name, password } = await app.run(userAdd, { name: 'eve', roles: ['viewer'] });
  const eve = await app.signIn(name, password);
  const question = questionOf(machineGrant, { machine: String(id), profiles: ['image1'] });
  expect((await eve.ask(question)).status).toBe(403);
  expect((await records()).at(-1)).toMatchObject({
    actor: 'eve',
    origin: '127.0.0.1',
    command: 'machine.grant',
    target: `machine:${id}`,
    before: null,
    after: { refused: 'NB3003' },
  });
});

test('also a scope that is overstepped, and what one may not give', async () => {
  const { id } = await app.addMachine({ labels: { site: 'paris' } });
  const { name, password } = await app.run(userAdd, {
    name: 'berta',
    roles: ['operator@site=berlin', 'viewer'],
  });
  const berta = await app.signIn(name, password);
  expect((await berta.ask(questionOf(machineHold, { machine: String(id) }))).status).toBe(403);
  expect((await records()).at(-1)).toMatchObject({ actor: 'berta', after: { refused: 'NB3053' } });
});

test('a program that is refused again and again does not fill the log', async () => {
  const { token } = await app.run(tokenCreate, { name: 'loop', permissions: ['machine:read'] });
  for (let asked = 0; asked < 150; asked++) await app.send(machineAdd, { macs: [] }, token);
  const ofLoop = (await records()).filter(({ actor }) => actor === 'token:loop');
  expect(ofLoop.length).toBeGreaterThanOrEqual(60);
  expect(ofLoop.length).toBeLessThanOrEqual(120); // a minute may have ended meanwhile
});

test('a reason can come with every change', async () => {
  const question = questionOf(machineAdd, { macs: [app.newMac()] });
  const headers = { ...question.headers, 'x-netberth-reason': encodeURIComponent('Ticket 7: größer\n') };
  expect((await app.askSocket({ ...question, headers })).status).toBe(200);
  expect((await records()).at(-1)?.reason).toBe('Ticket 7: größer');
});

test('an export goes on where the last one ended, and carries the chain', async () => {
  const first = await app.run(auditExport, { limit: 2 });
  const second = await app.run(auditExport, { limit: 1000, after: first.next ?? 0 });
  const [, last] = first.records;
  expect(second.records[0]).toMatchObject({
    sequence: (last?.sequence ?? 0) + 1,
    previousMac: last?.mac,
    server: last?.server,
  });
});

test('a found session is no way to guess its password', async () => {
  const { name, password } = await app.run(userAdd, { name: 'owner', roles: ['viewer'] });
  const browser = await app.signIn(name, password);
  const change = (current: string) =>
    browser.ask({
      ...{ method: 'PUT', path: '/api/v1/session/password' },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ current, password: 'a new one that is long' }),
    });
  const statuses = [];
  for (let guess = 0; guess < 11; guess++) statuses.push((await change(`guess ${guess}`)).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  expect((await change(password)).status).toBe(429);
  app.nowMs += 15 * 60_000;
  expect((await change(password)).status).toBe(200);
});

describe('records that are older than audit.keep', () => {
  let kept: TestApp;
  beforeAll(async () => {
    kept = await TestApp.start({ 'audit-keep': '30d' });
    for (let added = 0; added < 5; added++) await kept.addMachine();
    kept.nowMs += 31 * dayMs;
    await kept.addMachine();
    await kept.restart();
    await kept.addMachine(); // waits for the removal: writes queue
  });
  afterAll(() => kept.stop());

  test('are removed, and that they were is a record; the rest is whole', async () => {
    await expect
      .poll(async () => (await kept.run(auditList, {})).records.map(({ command }) => command))
      .toEqual(['machine.add', 'audit.prune', 'machine.add']);
    expect(await kept.run(auditVerify, {})).toEqual({ ok: true, records: 3, removed: 6, problems: [] });
    const machine = await kept.history('1');
    expect(machine.id).toBe(1);
    expect((await kept.send(machineShow, { machine: '1' })).status).toBe(200);
  });

  test('more cannot be removed unseen, nor the seal be forged', async () => {
    const database = new Sqlite(join(kept.data, 'netberth.db'));
    const seal = database.prepare('select * from audit_starts').get() as { sequence: number; mac: string };
    const first = database.prepare('select sequence, mac from audit_records order by sequence').get() as {
      sequence: number;
      mac: string;
    };
    database.prepare('delete from audit_records where sequence = ?').run(first.sequence);
    expect((await kept.run(auditVerify, {})).problems).toEqual([`record ${first.sequence} is missing`]);
    database.prepare('update audit_starts set sequence = ?, mac = ?').run(first.sequence, first.mac);
    const { ok, problems } = await kept.run(auditVerify, {});
    expect([ok, problems[0]]).toEqual([false, 'where it begins was changed']);
    database.prepare('update audit_starts set sequence = ?, mac = ?').run(seal.sequence, seal.mac);
    database.exec('delete from audit_starts');
    expect((await kept.run(auditVerify, {})).problems).toEqual([
      `records 1 to ${first.sequence} are missing`,
    ]);
    database.close();
  });
});
