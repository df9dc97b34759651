import {
  machineAdd,
  machineHold,
  machineList,
  machineSet,
  mediaPack,
  powerConfigure,
  problemSchema,
  roleRemove,
  roleSet,
  tokenCreate,
  userAdd,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionOf, refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
});
afterAll(() => app.stop());

test('a label of 10 MB is refused with its limit, and the server goes on', async () => {
  const machine = await app.addMachine();
  const huge = 'x'.repeat(10 * 1024 * 1024);
  const refusal = await app.refusal(machineSet, { machine: String(machine.id), labels: { site: huge } });
  expect(refusal).toMatch(
    /^NB3001 .*\[labels\.site "x{60}…" is longer than 255 characters: it has 10485760\]$/,
  );
  expect((await app.show(machine)).labels).toEqual({});
  expect((await app.boot(machine.presented)).script).toContain('NB1002');
});

test.each([
  ['POST', '/machines', { macs: ['zz'] }, 'macs.0 "zz" is not a MAC address like 52:54:00:12:34:56'],
  ['POST', '/machines', { macs: 'zz' }, 'macs "zz" is not a list'],
  ['POST', '/machines', { hostname: 7 }, 'hostname 7 is not a text: write it in quotes'],
  ['POST', '/machines', { labels: { rack: 7 } }, 'labels.rack 7 is not a text: write it in quotes'],
  ['POST', '/machines', { lables: { rack: '7' } }, /^lables is not known here \(did you mean labels\?\)$/],
  [
    'POST',
    '/machines',
    { network: { interfaces: [{ adresses: [] }] } },
    /^network\.interfaces\.0\.adresses is not known here \(did you mean addresses\?\)$/,
  ],
  ['GET', '/machines?limit=many', undefined, 'limit "many" is not a number'],
  [
    'GET',
    '/machines?state=hold',
    undefined,
    /^state "hold" is not one of new, .*, held \(did you mean held\?\)$/,
  ],
  ['POST', '/machines/1/grants', {}, /^profiles is missing: /],
])('%s %s %j is told what is wrong, in the words of the command line', async (method, path, body, wrong) => {
  const answer = await app.askSocket({
    ...{ method, path: `/api/v1${path}` },
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const told = problemSchema
    .parse(JSON.parse(answer.text))
    .fields?.map(({ field, message }) => `${field} ${message}`);
  expect([answer.status, told]).toEqual([
    400,
    [typeof wrong === 'string' ? wrong : expect.stringMatching(wrong)],
  ]);
});

test('a password that is too long is not said again', async () => {
  const machine = String((await app.addMachine()).id);
  const password = 'x'.repeat(257);
  const refusal = await app.refusal(powerConfigure, {
    machine,
    driver: 'redfish',
    address: '192.0.2.7',
    password,
  });
  expect(refusal).toMatch(/\[password is longer than 256 characters: it has 257\]$/);
});

test('HTML in a serial number reaches a browser as data alone, whoever asks', async () => {
  const serial = '<img src=x onerror=alert(1)>';
  await app.boot({ net0: app.newMac(), serial });
  const { machines } = await app.run(machineList, { search: 'onerror' });
  expect(machines.map((machine) => machine.serial)).toEqual([serial.toUpperCase()]);
  const answer = await app.askSocket(questionOf(machineList, {}));
  expect([answer.type, answer.headers['x-content-type-options']]).toEqual([
    'application/json; charset=utf-8',
    'nosniff',
  ]);
  for (const path of ['/', '/machines', '/metrics'])
    expect((await app.askAdmin(path)).text).not.toContain('onerror');
});

describe('who somebody is cannot be made up', () => {
  const list = questionOf(machineList, {});

  test('by a cookie that is forged, is another person’s with our csrf, or has ended', async () => {
    const ada = await app.run(userAdd, { name: 'ada', roles: ['operator'] });
    const bob = await app.run(userAdd, { name: 'bob', roles: ['operator'] });
    const one = await app.signIn('ada', ada.password);
    const other = await app.signIn('bob', bob.password);
    const [name = '', secret = ''] = one.cookie.split('=');
    const forged = `${name}=${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    for (const cookie of [forged, `${name}=`, `${name}=' or 1=1 --`, `${name}=${'a'.repeat(4000)}`])
      expect((await app.askAdmin({ ...list, headers: { cookie } })).status).toBe(401);

    const machine = await app.addMachine();
    const hold = questionOf(machineHold, { machine: String(machine.id) });
    const crossed = { ...hold.headers, cookie: one.cookie, 'x-netberth-csrf': other.csrf };
    expect(refusalIn(await app.askAdmin({ ...hold, headers: crossed }))).toMatch(/^NB3043 /);

    const { cookie } = one;
    expect((await one.ask({ method: 'DELETE', path: '/api/v1/session' })).status).toBe(200);
    const replayed = { ...hold.headers, cookie, 'x-netberth-csrf': one.csrf };
    expect((await app.askAdmin({ ...hold, headers: replayed })).status).toBe(401);
    expect(await app.stateOf(machine)).toBe('new');
  });

  test('by a token that is forged', async () => {
    const { token } = await app.run(tokenCreate, { name: 'ci', permissions: ['machine:read'] });
    const ask = (authorization: string) => app.askAdmin({ ...list, headers: { authorization } });
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
    const last = token.endsWith('0') ? '1' : '0';
    const forged = [`${token.slice(0, -1)}${last}`, `${token}0`, token.toUpperCase(), "' or 1=1 --", '*', ''];
    for (const one of forged) expect((await ask(`Bearer ${one}`)).status).toBe(401);
    expect((await ask(`Basic ${Buffer.from(`ci:${token}`).toString('base64')}`)).status).toBe(401);
  });

  test('by a token whose owner has lost the role: its next request is refused', async () => {
    await app.run(roleSet, { name: 'keeper', permissions: ['access:write', 'machine:read', 'machine:hold'] });
    const { password } = await app.run(userAdd, { name: 'carl', roles: ['keeper'] });
    const carl = await app.signIn('carl', password);
    const made = await carl.ask(questionOf(tokenCreate, { name: 'mine', permissions: ['machine:hold'] }));
    const { token } = JSON.parse(made.text) as { token: string };
    const machine = await app.addMachine();
    const input = { machine: String(machine.id) };
    expect((await app.send(machineHold, input, token)).status).toBe(200);
    await app.run(roleRemove, { name: 'keeper' });
    expect(refusalIn(await app.send(machineHold, input, token))).toMatch(/^NB3003 "machine hold" needs/);
  });
});

test('a list of machines with formulas and nonsense is refused whole, and every faulty row is named', async () => {
  const document = [
    'name,ip',
    'web1,192.0.2.10/24',
    "=cmd|'/c calc'!A0,192.0.2.11/24",
    'web3,192.0.2.300/24',
    '@SUM(A1),192.0.2.13/24',
    'web1,192.0.2.14/24',
    '',
  ].join('\n');
  const refusal = await app.refusal(mediaPack, {
    document,
    bootUrl: 'http://192.0.2.1:8080',
    firmware: ['uefi'],
  });
  expect(refusal).toMatch(/^NB\d{4} /);
  for (const line of [3, 4, 5, 6]) expect(refusal).toContain(`[document line ${line}: `);
  expect(refusal).not.toContain('[document line 2:');
});

test('a formula is a label and a host name is none', async () => {
  const machine = await app.addMachine({ labels: { note: '=1+1' } });
  expect((await app.show(machine)).labels).toEqual({ note: '=1+1' });
  expect(await app.refusal(machineAdd, { macs: [app.newMac()], hostname: '=1+1' })).toMatch(
    /^NB3001 .*\[hostname "=1\+1" is not a host name/,
  );
});
