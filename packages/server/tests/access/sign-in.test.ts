import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  auditList,
  auditVerify,
  machineAdd,
  roleRemove,
  roleSet,
  sessionList,
  tokenCreate,
  userAdd,
  userPassword,
  userRemove,
  userSet,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../harness/browser.ts';
import { questionOf, refusalIn, TestApp } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

let made = 0;
/** An account of its own for each test. */
async function account(...roles: string[]): Promise<{ name: string; password: string }> {
  made += 1;
  return await app.run(userAdd, { name: `user${made}`, roles });
}
const browser = () => new Browser((question) => app.askAdmin(question));
const lastRecord = async () => (await app.run(auditList, { limit: 1000 })).records.at(-1);
const addMachine = () => questionOf(machineAdd, { macs: [app.newMac()] });

describe('the first start', () => {
  test('makes one administrator, whose password lets in and is nowhere stored', async () => {
    const { roles, permissions } = await (await app.signIn('admin', app.administratorPassword)).session();
    expect([roles, permissions.includes('access:write')]).toEqual([['administrator'], true]);
    const files = ['netberth.db', 'netberth.db-wal'].map((file) =>
      readFileSync(join(app.data, file), 'latin1'),
    );
    expect(files.some((text) => text.includes('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true);
    expect(files.some((text) => text.includes(app.administratorPassword))).toBe(false);
  });

  test('happens once, also when that account is gone', async () => {
    const own = await TestApp.start();
    const first = own.administratorPassword;
    await own.run(userRemove, { user: 'admin' });
    own.administratorPassword = '';
    await own.restart();
    expect(own.administratorPassword).toBe('');
    await expect(own.signIn('admin', first)).rejects.toThrow('NB3040');
    await own.stop();
  });
});

describe('signing in', () => {
  test('gives a cookie that no script and no other site can use, and says what the user may do', async () => {
    const { name, password } = await account('operator', 'editor@site=berlin');
    const one = browser();
    const answer = await one.signIn(name, password);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^netberth_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await one.session()).toEqual({
      actor: name,
      roles: ['operator', 'editor@site=berlin'],
      permissions: [
        'machine:read',
        'profile:read',
        'firmware:read',
        'menu:read',
        'dhcp:read',
        'rules:read',
        'machine:grant',
        'machine:hold',
        'media:create',
        'rules:write',
        'power:use',
        'machine:write',
      ],
      scopes: [{ label: 'site=berlin', permissions: ['machine:write'] }],
      boot: { url: null, port: expect.any(Number) },
      csrf: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await lastRecord()).toMatchObject({ actor: name, origin: '127.0.0.1', command: 'session.start' });
  });

  test('does not tell a wrong password from a user who does not exist, in words or in the cost', async () => {
    const { name } = await account('viewer');
    const tell = async (username: string) => {
      const startedMs = performance.now();
      const answer = await browser().signIn(username, 'wrong', '127.0.0.9');
      return { text: answer.text, status: answer.status, tookMs: performance.now() - startedMs };
    };
    const [wrong, nobody] = [await tell(name), await tell('nobody')];
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.text).toBe(nobody.text);
    expect(wrong.tookMs).toBeGreaterThan(240);
    expect(nobody.tookMs).toBeGreaterThan(240);
    expect(refusalIn({ ...(await browser().signIn('nobody', 'x', '127.0.0.9')) })).toBe(
      'NB3040 the user name or the password is wrong. Try again. Whoever may use the socket can give a new one: netberth user password NAME',
    );
  });

  test('records a failure, with the account if there is one and without what was typed if not', async () => {
    const { name } = await account('viewer');
    await browser().signIn(name, 'wrong', '127.0.0.8');
    expect(await lastRecord()).toMatchObject({
      ...{ actor: 'nobody', origin: '127.0.0.8', command: 'session.refuse' },
      after: { user: name, why: 'wrong user name or password' },
    });
    await browser().signIn('my-password-by-mistake', 'wrong', '127.0.0.8');
    expect((await lastRecord())?.after).toEqual({ user: null, why: 'wrong user name or password' });
    expect(JSON.stringify(await app.run(auditList, { limit: 1000 }))).not.toContain('by-mistake');
  });

  test('is refused after ten failures of one name from one address, for all others it goes on', async () => {
    const { name, password } = await account('viewer');
    const tries = await Promise.all(
      Array.from({ length: 14 }, () => browser().signIn(name, 'wrong', '127.0.0.7')),
    );
    const statuses = tries.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBe(10);
    const blocked = await browser().signIn(name, password, '127.0.0.7');
    expect([blocked.status, blocked.headers['retry-after']]).toEqual([429, '900']);
    expect(refusalIn(blocked)).toBe('NB3042 signing in has failed too often. Try again in 15 minutes.');
    expect((await browser().signIn(name, password, '127.0.0.6')).status).toBe(200);
    app.nowMs += 15 * 60_000;
    expect((await browser().signIn(name, password, '127.0.0.7')).status).toBe(200);
  });

  test('is refused from an address that tries fifty names', async () => {
    const tries = await Promise.all(
      Array.from({ length: 60 }, (_, index) => browser().signIn(`name${index}`, 'wrong', '127.0.0.5')),
    );
    expect(tries.filter(({ status }) => status === 401).length).toBe(50);
    expect(tries.filter(({ status }) => status === 429).length).toBe(10);
  });

  test('ends the session that the browser had before', async () => {
    const { name, password } = await account('viewer');
    const one = await app.signIn(name, password);
    const old = one.cookie;
    await one.signIn(name, password);
    expect(one.cookie).not.toBe(old);
    expect((await app.askAdmin({ path: '/api/v1/session', headers: { cookie: old } })).status).toBe(401);
    expect((await one.ask('/api/v1/session')).status).toBe(200);
  });

  test('is refused to an account without any role, which is told so', async () => {
    const { name, password } = await account();
    expect(refusalIn(await browser().signIn(name, password))).toContain(
      `NB3041 the account ${name} cannot sign in: nobody has given it, or its groups, a role.`,
    );
  });

  test.each([
    ['{', 400],
    ['{}', 400],
    ['{"username":["a"],"password":{}}', 400],
  ])('with the body %.40s is refused with %i', async (body, status) => {
    const headers = { 'content-type': 'application/json' };
    expect((await app.askAdmin({ method: 'POST', path: '/api/v1/session', headers, body })).status).toBe(
      status,
    );
  });

  test('with more than anybody has to say is refused with how much may be said', async () => {
    const body = `{"username":"a","password":"${'x'.repeat(20_000)}"}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await app.askAdmin({ method: 'POST', path: '/api/v1/session', headers, body });
    expect([answer.status, refusalIn(answer)]).toEqual([
      413,
      'NB3023 the body is larger than 16 KiB. Send less; a long list can be sent in parts.',
    ]);
  });

  test('over the socket or the boot plane is not there', async () => {
    const question = { method: 'POST', path: '/api/v1/session', body: '{}' };
    expect((await app.ask(question)).status).toBe(404);
    const headers = { 'content-type': 'application/json' };
    expect((await app.askSocket({ ...question, headers })).status).toBe(404);
  });
});

describe('a session', () => {
  test('changes nothing without its csrf, so that a page elsewhere cannot', async () => {
    const { name, password } = await account('editor');
    const one = await app.signIn(name, password);
    const other = await app.signIn(name, password);
    for (const csrf of ['', 'x', other.csrf]) {
      const question = addMachine();
      const headers = { ...question.headers, 'x-netberth-csrf': csrf };
      expect(refusalIn(await one.ask({ ...question, headers }))).toBe(
        'NB3043 the request has a session but not its proof that it comes from the console. Reload the page; a program sends the csrf of GET /api/v1/session in the header x-netberth-csrf.',
      );
    }
    expect((await one.ask(addMachine())).status).toBe(200);
    expect(await lastRecord()).toMatchObject({ actor: name, command: 'machine.add' });
  });

  test.each([
    ['forged', 'netberth_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['empty', 'netberth_session='],
    ['no session at all', 'netberth_session=%ff%00; other=1'],
  ])('that is %s is nobody', async (_, cookie) => {
    expect((await app.askAdmin({ path: '/api/v1/session', headers: { cookie } })).status).toBe(401);
    expect((await app.askAdmin({ path: '/api/v1/machines', headers: { cookie } })).status).toBe(401);
  });

  test('ends when it is not used for half an hour, and after twelve hours in any case', async () => {
    const { name, password } = await account('viewer');
    const idle = await app.signIn(name, password);
    app.nowMs += 30 * 60_000 - 1;
    expect((await idle.ask('/api/v1/machines')).status).toBe(200);
    app.nowMs += 30 * 60_000;
    expect((await idle.ask('/api/v1/machines')).status).toBe(401);
    const busy = await app.signIn(name, password);
    for (let half = 0; half < 25; half++) {
      app.nowMs += 29 * 60_000;
      await busy.ask('/api/v1/machines');
    }
    expect((await busy.ask('/api/v1/machines')).status).toBe(401);
  });

  test('is over after signing out, also for whoever copied the cookie', async () => {
    const { name, password } = await account('viewer');
    const one = await app.signIn(name, password);
    const answer = await one.ask({ method: 'DELETE', path: '/api/v1/session' });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^netberth_session=; Max-Age=0; /);
    expect((await one.ask('/api/v1/session')).status).toBe(401);
  });

  test('and all others of the user are over after signing out everywhere', async () => {
    const { name, password } = await account('viewer');
    const [one, other] = [await app.signIn(name, password), await app.signIn(name, password)];
    const answer = await one.ask({ method: 'DELETE', path: '/api/v1/sessions' });
    expect(JSON.parse(answer.text)).toEqual({ ended: 2 });
    expect([(await one.ask('/api/v1/session')).status, (await other.ask('/api/v1/session')).status]).toEqual([
      401, 401,
    ]);
  });

  test('survives a restart of the server', async () => {
    const { name, password } = await account('viewer');
    const one = await app.signIn(name, password);
    await app.restart();
    expect((await one.session()).actor).toBe(name);
  });

  test('may do less from the next request on when a role is taken away', async () => {
    await app.run(roleSet, { name: 'adder', permissions: ['machine:write'] });
    const { name, password } = await account('adder');
    const one = await app.signIn(name, password);
    expect((await one.ask(addMachine())).status).toBe(200);
    await app.run(roleRemove, { name: 'adder' });
    expect((await one.ask(addMachine())).status).toBe(403);
    await app.run(userSet, { user: name, roles: ['editor'] });
    expect((await one.ask(addMachine())).status).toBe(200);
  });

  test('ends when its user is disabled, gets a new password, or is removed', async () => {
    for (const end of [
      (user: string) => app.run(userSet, { user, disabled: true }),
      (user: string) => app.run(userPassword, { user }),
      (user: string) => app.run(userRemove, { user }),
    ]) {
      const { name, password } = await account('viewer');
      const one = await app.signIn(name, password);
      await end(name);
      expect((await one.ask('/api/v1/session')).status).toBe(401);
      const again = await browser().signIn(name, password, '127.0.0.4');
      expect([401, 403]).toContain(again.status);
    }
  });

  test('is listed with who and from where, and is no secret there', async () => {
    const { name, password } = await account('viewer');
    const one = await app.signIn(name, password);
    const { sessions } = await app.run(sessionList, {});
    expect(sessions.at(-1)).toMatchObject({ user: name, address: '127.0.0.1' });
    expect(JSON.stringify(sessions)).not.toContain(one.cookie.split('=')[1]);
  });

  test('lets its user change the password, who must know the old one; other sessions end', async () => {
    const { name, password } = await account('viewer');
    const [one, other] = [await app.signIn(name, password), await app.signIn(name, password)];
    const change = (current: string, next: string) =>
      one.ask({
        ...{ method: 'PUT', path: '/api/v1/session/password' },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ current, password: next }),
      });
    expect((await change('wrong', 'correct horse battery')).status).toBe(401);
    expect(refusalIn(await change(password, 'short'))).toContain('[password is shorter than 12 characters]');
    expect((await change(password, 'correct horse battery')).status).toBe(200);
    expect([(await one.ask('/api/v1/session')).status, (await other.ask('/api/v1/session')).status]).toEqual([
      200, 401,
    ]);
    await app.signIn(name, 'correct horse battery');
  });
});

describe('a token of a user', () => {
  test('may never do more than that user may at this moment', async () => {
    const { name, password } = await account('editor', 'administrator');
    const one = await app.signIn(name, password);
    const answer = await one.ask(
      questionOf(tokenCreate, { name: 'mine', permissions: ['machine:write', 'machine:read'] }),
    );
    const { token } = JSON.parse(answer.text) as { token: string };
    const add = async () => (await app.send(machineAdd, { macs: [app.newMac()] }, token)).status;
    expect(await add()).toBe(200);
    await app.run(userSet, { user: name, roles: ['viewer'] });
    expect(await add()).toBe(403);
    await app.run(userSet, { user: name, roles: ['editor'] });
    expect(await add()).toBe(200);
    await app.run(userSet, { user: name, disabled: true });
    expect(await add()).toBe(401);
    await app.run(userRemove, { user: name });
    expect(await add()).toBe(401);
  });
});

test('the ways to sign in are told to anybody', async () => {
  const { status, text } = await app.askAdmin('/api/v1/session/providers');
  expect([status, JSON.parse(text)]).toEqual([
    200,
    [{ id: 'password', kind: 'password', label: 'Password', href: null }],
  ]);
});

test('no answer of the API can be run, framed or guessed by a browser', async () => {
  for (const path of ['/api/v1/session', '/api/v1/machines', '/healthz', '/nothing']) {
    const { headers } = await app.askAdmin(path);
    expect([path, headers['content-security-policy'], headers['x-content-type-options']]).toEqual([
      path,
      "default-src 'none'; frame-ancestors 'none'",
      'nosniff',
    ]);
  }
});

test('after all this the audit chain is whole', async () => {
  expect(await app.run(auditVerify, {})).toMatchObject({ ok: true, problems: [] });
});
