import { auditList, machineHold, machineList, tokenList, tokenRevoke, userAdd, userSet } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../harness/ask.ts';
import type { Browser } from '../harness/browser.ts';
import { refusalIn, TestApp } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({});
  await app.addMachine({ hostname: 'web1', labels: { site: 'berlin' } });
  await app.addMachine({ hostname: 'web2', labels: { site: 'paris' } });
});
afterAll(() => app.stop());

const path = '/api/v1/session/tokens';
const headers = { 'content-type': 'application/json' };
const make = (by: Browser, wanted: object) =>
  by.ask({ method: 'POST', path, headers, body: JSON.stringify(wanted) });
const madeIn = ({ text }: Answer) => JSON.parse(text) as { id: number; token: string };

async function person(name: string, ...roles: string[]): Promise<Browser> {
  const { password } = await app.run(userAdd, { name, roles });
  return await app.signIn(name, password);
}

test('an operator makes a token without asking anybody, and it is the person', async () => {
  const ada = await person('ada', 'operator');
  const made = madeIn(
    await make(ada, { name: 'terminal', permissions: ['machine:read', 'machine:hold'], expires: '2d' }),
  );
  expect((await app.send(machineHold, { machine: 'web1' }, made.token)).status).toBe(200);
  expect((await app.run(auditList, { limit: 1000 })).records.at(-1)).toMatchObject({
    command: 'machine.hold',
    actor: 'ada (token terminal)',
  });
  const own = JSON.parse((await ada.ask(path)).text) as object;
  expect(own).toMatchObject({
    tokens: [{ id: made.id, name: 'terminal', createdBy: 'ada', expiresAt: '2026-01-03T00:00:00.000Z' }],
  });
  const records = (await app.run(auditList, { limit: 1000 })).records;
  expect(records.find(({ command }) => command === 'session.token')).toMatchObject({
    actor: 'ada',
    target: `token:${made.id}`,
    after: { name: 'terminal', permissions: ['machine:read', 'machine:hold'] },
  });
  expect(JSON.stringify(records)).not.toContain(made.token);
});

test('it may do no more than its owner, nowhere else, not longer, and not make another', async () => {
  const bob = await person('bob', 'operator@site=berlin');
  expect(refusalIn(await make(bob, { name: 'x', permissions: ['access:write'] }))).toMatch(
    /^NB\d{4} .*access:write/,
  );
  expect((await make(bob, { name: 'x', permissions: ['machine:read'], expires: '53w' })).status).toBe(400);
  const { token } = madeIn(await make(bob, { name: 'x', permissions: ['machine:read', 'machine:hold'] }));
  const seen = JSON.parse((await app.send(machineList, {}, token)).text) as {
    machines: { hostname: string }[];
  };
  expect(seen.machines.map(({ hostname }) => hostname)).toEqual(['web1']);
  expect((await app.send(machineHold, { machine: 'web2' }, token)).status).toBe(404);
  const byToken = await app.askAdmin({
    ...{ method: 'POST', path, body: JSON.stringify({ name: 'next', permissions: ['machine:read'] }) },
    headers: { ...headers, authorization: `Bearer ${token}` },
  });
  expect(byToken.status).toBe(401);
  await app.run(userSet, { user: 'bob', roles: [] });
  expect((await app.send(machineList, {}, token)).status).toBe(403);
});

test('nobody has more than fifty', async () => {
  const frank = await person('frank', 'viewer');
  const wanted = { name: 'one of many', permissions: ['machine:read'] };
  for (let made = 0; made < 50; made++) expect((await make(frank, wanted)).status).toBe(200);
  expect(refusalIn(await make(frank, wanted))).toBe(
    'NB3152 you have 50 tokens, and nobody may have more. Revoke one that is not needed any more: "My tokens" in the console, behind your name; or netberth token own-revoke ID',
  );
});

test('one revokes one’s own, and nobody else’s; an administrator sees and revokes all', async () => {
  const [carol, dave] = [await person('carol', 'viewer'), await person('dave', 'viewer')];
  const first = madeIn(await make(carol, { name: 'first', permissions: ['machine:read'] }));
  const second = madeIn(await make(carol, { name: 'second', permissions: ['machine:read'] }));
  const revoke = (by: Browser, id: number) => by.ask({ method: 'DELETE', path: `${path}/${id}` });
  expect((await revoke(dave, first.id)).status).toBe(404);
  expect(JSON.parse((await dave.ask(path)).text)).toEqual({ tokens: [] });
  expect((await revoke(carol, first.id)).status).toBe(200);
  expect((await app.send(machineList, {}, first.token)).status).toBe(401);
  expect((await app.run(tokenList, {})).tokens.map(({ name }) => name)).toContain('second');
  await app.run(tokenRevoke, { id: second.id });
  expect((await app.send(machineList, {}, second.token)).status).toBe(401);
});

test('another page cannot make the browser ask for one', async () => {
  const eve = await person('eve', 'operator');
  const body = JSON.stringify({ name: 'stolen', permissions: ['machine:read'] });
  const forged = await app.askAdmin({
    method: 'POST',
    path,
    body,
    headers: { ...headers, cookie: eve.cookie },
  });
  expect(forged.status).toBe(403);
  expect((await app.askAdmin({ path })).status).toBe(401);
});
