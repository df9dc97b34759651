import {
  builtInRoles,
  commandList,
  eventList,
  groupSet,
  machineAdd,
  machineExport,
  machineGrant,
  machineHold,
  machineImport,
  machineList,
  machineSet,
  machineShow,
  profileCreate,
  roleRemove,
  roleSet,
  tokenCreate,
  userAdd,
  userPassword,
  userRemove,
  userSet,
} from '@netberth/api';
import type { CommandDefinition, Event, Machine, Profile } from '@netberth/api';
import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../harness/ask.ts';
import type { Browser } from '../harness/browser.ts';
import { installer, kiwisprayImage, tarOf } from '../harness/images.ts';
import { questionOf, refusalIn, TestApp } from '../harness/start-app.ts';
import { roleMatrix } from '../../src/features/access/role-matrix.fixture.ts';

type Input<Definition> = Definition extends CommandDefinition<infer Shape> ? z.input<Shape> : never;

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  await app.import('image1', installer);
});
afterAll(() => app.stop());

let made = 0;
async function signInAs(...roles: string[]): Promise<Browser> {
  made += 1;
  const { name, password } = await app.run(userAdd, { name: `user${made}`, roles });
  return await app.signIn(name, password);
}

function send<Definition extends CommandDefinition>(
  browser: Browser,
  definition: Definition,
  input: Input<Definition>,
): Promise<Answer> {
  return browser.ask(questionOf(definition, input));
}

describe('the matrix of roles and commands', () => {
  test.each(builtInRoles.map(({ name }) => name))('%s may use these commands and no other', async (role) => {
    const browser = await signInAs(role);
    const allowed: string[] = [];
    for (const definition of commandList) {
      const path = `/api/v1${definition.http.path.replaceAll(/\{\w+\}/g, 'none')}`;
      // No input of any command: nothing is done, least of all what takes long.
      const hasBody = ['POST', 'PUT', 'PATCH'].includes(definition.http.method);
      const body = { body: '{"from":7}', headers: { 'content-type': 'application/json' } };
      const { status } = await browser.ask({ method: definition.http.method, path, ...(hasBody && body) });
      if (status !== 403) allowed.push(definition.name);
    }
    const wanted = Object.entries(roleMatrix).filter(([, roles]) => roles.includes(role));
    expect(allowed.sort()).toEqual(wanted.map(([name]) => name).sort());
  });

  test.each(builtInRoles.map(({ name }) => name))(
    '%s over the socket, by setting, may do the same',
    async (role) => {
      const own = await TestApp.start({ 'local-roles': role });
      const { status } = await own.send(userAdd, { name: 'x' });
      expect(status).toBe(role === 'administrator' ? 200 : 403);
      expect((await own.send(machineList, {})).status).toBe(200);
      await own.stop();
    },
  );
});

describe('separation of duties', () => {
  test('an editor cannot install: not by a grant, nor by calling an installer harmless', async () => {
    const editor = await signInAs('editor');
    const machine = await app.addMachine();
    const granted = await send(editor, machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    expect(granted.status).toBe(403);
    const question = {
      method: 'PUT',
      path: '/api/v1/profiles/harmless/image?nonDestructive=true',
      headers: { 'content-type': 'application/x-tar' },
      body: await tarOf(installer),
    };
    expect(refusalIn(await editor.ask(question))).toContain(
      'NB3054 to say that an image is non-destructive needs the permission profile:trust, which user',
    );
    const saying = { 'profile.yaml': 'kernel: vmlinuz\ndestructive: false\n', vmlinuz: 'kernel' };
    const path = '/api/v1/profiles/harmless/image';
    expect((await editor.ask({ ...question, path, body: await tarOf(saying) })).status).toBe(403);
    expect((await editor.ask({ ...question, path: '/api/v1/profiles/discover/image' })).status).toBe(403);
    expect((await editor.ask({ ...question, path })).status).toBe(200);
    const resting = await send(editor, machineSet, { machine: String(machine.id), resting: 'harmless' });
    expect(resting.status).toBe(422);
  });

  test('what an editor makes of the catalogue is non-destructive only as the catalogue has it', async () => {
    const editor = await signInAs('editor');
    const make = async (browser: Browser, name: string, args: string) => {
      const input = { name, product: 'memtest86plus', args };
      return (JSON.parse((await send(browser, profileCreate, input)).text) as Profile).destructive;
    };
    expect(await make(editor, 'memory', '')).toBe(false);
    expect(await make(editor, 'own-memory', 'init=/bin/wipe')).toBe(true);
    expect(await make(await signInAs('administrator'), 'trusted', 'init=/bin/wipe')).toBe(false);
  });

  test('an operator installs, and changes nothing of what is installed', async () => {
    const operator = await signInAs('operator');
    const machine = await app.addMachine();
    const reference = { machine: String(machine.id) };
    expect((await send(operator, machineSet, { ...reference, metadata: { disk: 'sda' } })).status).toBe(403);
    const question = { method: 'PUT', path: '/api/v1/profiles/image1/image?replace=true' };
    const headers = { 'content-type': 'application/x-tar' };
    expect((await operator.ask({ ...question, headers, body: await tarOf(kiwisprayImage) })).status).toBe(
      403,
    );
    expect((await send(operator, machineGrant, { ...reference, profiles: ['image1'] })).status).toBe(200);
  });
});

describe('a role for the machines with a label', () => {
  let operator: Browser;
  let berlin: string;
  let munich: string;
  const labelled = async (site: string) =>
    String((await app.addMachine({ labels: { site }, hostname: `host-${site}` })).id);
  beforeAll(async () => {
    operator = await signInAs('operator@site=berlin');
    [berlin, munich] = [await labelled('berlin'), await labelled('munich')];
  });
  const idsIn = (answer: Answer) =>
    (JSON.parse(answer.text) as { machines: Machine[] }).machines.map(({ id }) => String(id));

  test('grants on these and on no other', async () => {
    const grant = (machine: string) => send(operator, machineGrant, { machine, profiles: ['image1'] });
    expect((await grant(berlin)).status).toBe(200);
    expect((await send(operator, machineHold, { machine: 'host-berlin' })).status).toBe(200);
    expect(refusalIn(await grant(munich))).toContain(`NB3004 there is no machine "${munich}"`);
    expect((await app.show({ id: Number(munich) })).grant).toBeNull();
  });

  test('lists and shows these alone', async () => {
    expect(idsIn(await send(operator, machineList, {}))).toEqual([berlin]);
    expect(idsIn(await send(operator, machineExport, {}))).toEqual([berlin]);
    expect((await send(operator, machineShow, { machine: berlin })).status).toBe(200);
    expect((await send(operator, machineShow, { machine: munich })).status).toBe(404);
  });

  test('sees the events of these alone', async () => {
    for (const [machine, digit] of [
      [berlin, '1'],
      [munich, '2'],
    ] as const) {
      const [mac = ''] = (await app.show({ id: Number(machine) })).macs;
      await app.run(machineSet, { machine, uuid: `4c4c4544-0042-3510-8052-b4c04f4e323${digit}` });
      await app.boot({ net0: mac, uuid: '4c4c4544-0042-3510-8052-b4c04f4e3239' });
    }
    const machinesOf = (events: readonly Event[]) => events.map(({ machineId }) => String(machineId));
    expect(machinesOf(await app.events())).toEqual([berlin, munich]);
    const seen = JSON.parse((await send(operator, eventList, {})).text) as { events: Event[] };
    expect(machinesOf(seen.events)).toEqual([berlin]);
  });

  test('is told what it lacks where it sees more than it may change', async () => {
    const viewing = await signInAs('viewer', 'operator@site=berlin', 'operator@site=hamburg');
    const refused = await send(viewing, machineHold, { machine: munich });
    expect(refusalIn(refused)).toMatch(
      /^NB3053 user\d+ may use "machine hold" only for machines with site=berlin or site=hamburg\. /,
    );
  });

  test('does not move: nobody can put their own label on another machine', async () => {
    const editor = await signInAs('editor', 'operator@site=berlin');
    const refused = await send(editor, machineSet, { machine: munich, labels: { site: 'berlin' } });
    expect(refusalIn(refused)).toMatch(
      /^NB3055 user\d+ has roles for machines with site=berlin and cannot change that label\. /,
    );
    expect((await send(editor, machineSet, { machine: munich, labels: { rack: '7' } })).status).toBe(200);
  });

  test('adds machines with this label, and imports none', async () => {
    const editor = await signInAs('editor@site=berlin');
    const add = (labels: Record<string, string>) =>
      send(editor, machineAdd, { macs: [app.newMac()], labels });
    expect((await add({ site: 'berlin' })).status).toBe(200);
    expect((await add({ site: 'munich' })).status).toBe(403);
    expect((await add({})).status).toBe(403);
    expect((await send(editor, machineImport, { document: '[]' })).status).toBe(403);
  });

  test('gives a token no more reach than it has itself', async () => {
    const both = await signInAs('operator@site=berlin', 'administrator');
    const answer = await send(both, tokenCreate, { name: 'berlin', permissions: ['machine:hold'] });
    const { token } = JSON.parse(answer.text) as { token: string };
    const { actor } = await both.session();
    await app.run(userSet, { user: actor, roles: ['operator@site=berlin'] });
    expect((await app.send(machineHold, { machine: munich }, token)).status).toBe(404);
    expect((await app.send(machineHold, { machine: berlin }, token)).status).toBe(200);
  });
});

describe('nobody gives, changes or takes over more than their own rights', () => {
  let keeper: Browser;
  beforeAll(async () => {
    await app.run(roleSet, {
      name: 'keeper',
      permissions: ['access:read', 'access:write', 'machine:read', 'machine:hold'],
    });
    keeper = await signInAs('keeper');
  });

  test('by a new account, a role, a group or a token', async () => {
    const refusals = [
      await send(keeper, userAdd, { name: 'strong', roles: ['administrator'] }),
      await send(keeper, userAdd, { name: 'scoped', roles: ['operator@site=berlin'] }),
      await send(keeper, roleSet, { name: 'stronger', permissions: ['machine:grant'] }),
      await send(keeper, groupSet, { group: 'everybody', roles: ['editor'] }),
      await send(keeper, tokenCreate, { name: 'strong', permissions: ['machine:grant'] }),
    ];
    expect(refusals.map((answer) => refusalIn(answer).slice(0, 6))).toEqual([
      'NB3047',
      'NB3047',
      'NB3047',
      'NB3047',
      'NB3018',
    ]);
    expect((await send(keeper, userAdd, { name: 'holder', roles: ['keeper'] })).status).toBe(200);
  });

  test('by the password of somebody who may more', async () => {
    for (const refused of [
      await send(keeper, userPassword, { user: 'admin' }),
      await send(keeper, userSet, { user: 'admin', roles: [] }),
      await send(keeper, userRemove, { user: 'admin' }),
    ])
      expect(refusalIn(refused)).toMatch(/^NB3047 user\d+ cannot give, change or take over more than/);
    await app.signIn('admin', app.administratorPassword);
  });

  test('and a role that does not exist, or is built in, is told', async () => {
    expect(await app.refusal(userAdd, { name: 'x', roles: ['operatr'] })).toContain('NB3048');
    await app.run(roleSet, { name: 'taken', permissions: ['machine:read'] });
    expect(await app.refusal(roleSet, { name: 'taken', permissions: ['machine:hold'] })).toMatch(
      /^NB3153 there is a role taken already/,
    );
    const changed = { name: 'taken', permissions: ['machine:hold' as const], replace: true };
    expect((await app.run(roleSet, changed)).permissions).toEqual(['machine:hold']);
    expect(await app.refusal(roleSet, { name: 'viewer', permissions: ['machine:grant'] })).toContain(
      'NB3049',
    );
    expect(await app.refusal(roleRemove, { name: 'operatr' })).toContain('NB3048');
    expect(await app.refusal(userSet, { user: 'nobody' })).toContain('NB3045');
  });
});
