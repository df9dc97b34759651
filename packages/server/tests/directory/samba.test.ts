import { createServer } from 'node:net';
import type { Server } from 'node:net';
import {
  auditList,
  directoryCheck,
  groupRemove,
  groupSet,
  tokenCreate,
  userList,
  userSet,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../database/servers/server-process.ts';
import { Browser } from '../harness/browser.ts';
import { questionOf, refusalIn, TestApp } from '../harness/start-app.ts';
import { base, password, SambaServer } from './servers/samba-server.ts';
import { makeCertificates } from './servers/test-certificates.ts';
import type { TestCertificates } from './servers/test-certificates.ts';

const isRoot = process.getuid?.() === 0;
const suite = isRoot
  ? 'Active Directory'
  : 'Active Directory (skipped: only root may use the ports 389 and 636)';

describe.skipIf(!isRoot)(suite, () => {
  let certificates: TestCertificates;
  let samba: SambaServer;
  let app: TestApp;
  let adaDn: string;
  let operatorsDn: string;
  let silent: Server;

  /** How the settings of the tests below differ from these is what they are about. */
  const settings = (more: Readonly<Record<string, string>> = {}) => ({
    'directory-urls': 'ldaps://localhost',
    'directory-base': base,
    'directory-ca': certificates.ca,
    'directory-bind-dn': 'reader@example.test',
    'directory-bind-password': password,
    'directory-label': 'Example AD',
    ...more,
  });

  beforeAll(async () => {
    certificates = await makeCertificates();
    samba = await SambaServer.start(certificates);
    await samba.addUser('reader');
    adaDn = await samba.addUser('ada');
    operatorsDn = await samba.addGroup('Boot Operators', adaDn);
    const everybody = await samba.addGroup('Everybody', operatorsDn);
    await samba.addGroup('Outermost', everybody);
    app = await TestApp.start(settings());
    app.nowMs = Date.now();
    await app.run(groupSet, { group: 'boot operators', roles: ['operator'] });
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    silent.close();
    await app.stop();
    await samba.stop();
    certificates.remove();
  });

  const browser = (at = app) => new Browser((question) => at.askAdmin(question));
  const rolesOf = async (name: string) => (await (await app.signIn(name, password)).session()).roles;
  async function withSettings(
    more: Readonly<Record<string, string>>,
    use: (own: TestApp) => Promise<void>,
  ): Promise<void> {
    const own = await TestApp.start(settings(more));
    own.nowMs = Date.now();
    try {
      await own.run(groupSet, { group: 'Boot Operators', roles: ['operator'] });
      await use(own);
    } finally {
      await own.stop();
    }
  }

  test('lets people in by account name, domain and name, UPN, and DN, always as the same user', async () => {
    for (const name of ['ada', 'ADA', 'EXAMPLE\\ada', 'ada@example.test', adaDn]) {
      const { actor, roles } = await (await app.signIn(name, password)).session();
      expect([name, actor, roles]).toEqual([name, 'directory:ada', ['operator']]);
    }
    const { users } = await app.run(userList, {});
    expect(users.filter(({ source }) => source === 'directory').map(({ name }) => name)).toEqual([
      'directory:ada',
    ]);
    expect((await app.run(auditList, { limit: 1000 })).records.at(-1)).toMatchObject({
      actor: 'directory:ada',
      command: 'session.start',
    });
  });

  test('counts groups in groups, by name or DN, whatever the case', async () => {
    const outer = await app.run(groupSet, { group: 'OUTERMOST', roles: ['auditor'] });
    const byDn = await app.run(groupSet, {
      group: `cn=everybody,cn=users,${base}`,
      roles: ['editor@site=berlin'],
    });
    expect((await rolesOf('ada')).toSorted()).toEqual(['auditor', 'editor@site=berlin', 'operator']);
    for (const { id } of [outer, byDn]) await app.run(groupRemove, { id });
    expect(await rolesOf('ada')).toEqual(['operator']);
  });

  test('a role of a group changes at the next request', async () => {
    const group = await samba.addGroup('Changing', adaDn);
    const one = await app.signIn('ada', password);
    const { id } = await app.run(groupSet, { group, roles: ['auditor'] });
    app.nowMs += 5 * 60_000;
    expect((await one.ask('/api/v1/audit')).status).toBe(200);
    await app.run(groupRemove, { id });
    expect((await one.ask('/api/v1/audit')).status).toBe(403);
  });

  test('who leaves a group, or the company, loses the rights of a running session within five minutes', async () => {
    const dn = await samba.addUser('bob');
    await samba.change(operatorsDn, 'add', 'member', dn);
    await app.run(groupSet, { group: 'Domain Users Here', roles: ['viewer'] });
    await samba.addGroup('Domain Users Here', dn);
    const one = await app.signIn('bob', password);
    const input = { name: 'of bob', permissions: ['machine:read' as const] };
    await app.run(userSet, { user: 'directory:bob', roles: ['administrator'] });
    const made = await one.ask(questionOf(tokenCreate, input));
    const { token } = JSON.parse(made.text) as { token: string };
    await app.run(userSet, { user: 'directory:bob', roles: [] });
    expect((await one.session()).roles.toSorted()).toEqual(['operator', 'viewer']);
    await samba.change(operatorsDn, 'delete', 'member', dn);
    app.nowMs += 5 * 60_000;
    expect((await one.session()).roles).toEqual(['viewer']);
    await samba.change(dn, 'replace', 'userAccountControl', '514');
    const withToken = () =>
      app.askAdmin({ path: '/api/v1/machines', headers: { authorization: `Bearer ${token}` } });
    expect((await withToken()).status).toBe(200);
    app.nowMs += 5 * 60_000;
    expect((await withToken()).status).toBe(401);
    expect((await one.ask('/api/v1/session')).status).toBe(401);
    expect((await app.run(auditList, { limit: 1000 })).records.at(-1)).toMatchObject({
      command: 'session.end',
      after: { user: 'directory:bob', why: 'it is disabled' },
    });
  });

  test.each([
    ['disabled', { userAccountControl: '514' }, 'it is disabled'],
    ['expired', { accountExpires: '132000000000000000' }, 'it has expired'],
    ['tobechanged', { pwdLastSet: '0' }, 'its password must be changed first'],
  ])('an account that is %s is told so, with the right password only', async (name, attributes, why) => {
    await samba.addUser(name, attributes);
    expect(refusalIn(await browser().signIn(name, password))).toContain(
      `NB3041 the account ${name} cannot sign in: ${why}.`,
    );
    expect((await browser().signIn(name, 'wrong')).status).toBe(401);
  });

  test('an account that is locked for wrong passwords stays out; only the log says why, since any password is told', async () => {
    const dn = await samba.addUser('hasty');
    await samba.change(operatorsDn, 'add', 'member', dn);
    await samba.change(base, 'replace', 'lockoutThreshold', '3');
    try {
      for (let tried = 0; tried < 3; tried++)
        expect((await browser().signIn('hasty', 'wrong')).status).toBe(401);
      expect((await browser().signIn('hasty', password)).status).toBe(401);
      const record = (await app.run(auditList, { newestFirst: true, limit: 1 })).records[0];
      expect(record).toMatchObject({
        command: 'session.refuse',
        after: { user: 'hasty', why: 'it is locked' },
      });
    } finally {
      await samba.change(base, 'replace', 'lockoutThreshold', '0');
    }
  });

  test('somebody whose account has expired loses a running session', async () => {
    const dn = await samba.addUser('leaving');
    await samba.change(operatorsDn, 'add', 'member', dn);
    const session = await app.signIn('leaving', password);
    expect((await session.ask('/api/v1/session')).status).toBe(200);
    await samba.change(dn, 'replace', 'accountExpires', '132000000000000000');
    app.nowMs += 5 * 60_000;
    expect((await session.ask('/api/v1/session')).status).toBe(401);
    const record = (await app.run(auditList, { newestFirst: true, limit: 1 })).records[0];
    expect(record).toMatchObject({
      command: 'session.end',
      after: { user: 'directory:leaving', why: 'it has expired' },
    });
  });

  // ExtendedResponse with resultCode success (RFC 4511, 4.12), the answer to StartTLS.
  const startTlsAgreed = Buffer.from('300c02010178070a010004000400', 'hex');
  test.each([
    ['at once', undefined],
    ['after the server has agreed', startTlsAgreed],
    ['by an answer in the clear', Buffer.concat([startTlsAgreed, Buffer.from('plain text, no TLS')])],
  ])('StartTLS that is cut %s lets no password out', async (_, answer) => {
    const heard: Buffer[] = [];
    const cutter = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        heard.push(chunk);
        if (answer === undefined) socket.destroy();
        else socket.end(answer);
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => cutter.once('listening', resolve));
    const { port } = cutter.address() as { port: number };
    await withSettings({ 'directory-urls': `ldap://localhost:${port}` }, async (own) => {
      expect(refusalIn(await browser(own).signIn('ada', password))).toMatch(
        /^NB3044 the directory cannot be asked: ldap:\/\/localhost/,
      );
    });
    cutter.close();
    const text = Buffer.concat(heard).toString('latin1');
    expect(text).toContain('1.3.6.1.4.1.1466.20037');
    expect(text).not.toContain(password);
    expect(text).not.toContain('reader@example.test');
  });

  test('an account without any group that gives a role is told so', async () => {
    await samba.addUser('newcomer');
    expect(refusalIn(await browser().signIn('newcomer', password))).toContain(
      'NB3041 the account directory:newcomer cannot sign in: nobody has given it, or its groups, a role.',
    );
  });

  test.each([
    '*',
    'a*',
    'ada)(objectClass=*',
    '*)(|(sAMAccountName=ada',
    'ada\\2a',
    '\\',
    'EXTERNAL',
    'PLAIN',
    `CN=*,${base}`,
    `CN=ada,CN=Users,DC=elsewhere,DC=test`,
    base,
    'ada\0',
  ])('the name %j is nobody', async (name) => {
    expect((await browser().signIn(name, password, '127.0.0.3')).status).toBe(401);
  });

  test('an empty password lets nobody in, as it would an anonymous bind', async () => {
    expect((await browser().signIn('ada', '')).status).toBe(400);
  });

  test('by StartTLS, and with people who look themselves up, it is the same', async () => {
    await withSettings({ 'directory-urls': 'ldap://localhost' }, async (own) => {
      expect((await (await own.signIn('ada', password)).session()).roles).toEqual(['operator']);
    });
    const direct = { 'directory-bind-dn': '', 'directory-domain': 'example.test' };
    await withSettings(direct, async (own) => {
      for (const name of ['ada', 'ada@example.test', adaDn])
        expect((await (await own.signIn(name, password)).session()).actor).toBe('directory:ada');
      expect((await browser(own).signIn('ada', 'wrong')).status).toBe(401);
      expect((await browser(own).signIn('EXTERNAL', password)).status).toBe(401);
    });
  });

  test('a server that is down is passed over for the next', async () => {
    const urls = `ldaps://localhost:${await findFreePort()},ldaps://localhost`;
    await withSettings({ 'directory-urls': urls }, async (own) => {
      expect((await (await own.signIn('ada', password)).session()).actor).toBe('directory:ada');
    });
  });

  test('a certificate for another name, or by nobody we know, is not believed', async () => {
    for (const url of ['ldaps://127.0.0.1', 'ldap://127.0.0.1']) {
      await withSettings({ 'directory-urls': url }, async (own) => {
        expect(refusalIn(await browser(own).signIn('ada', password))).toContain(
          `NB3044 the directory cannot be asked: ${url}: its certificate is for another name`,
        );
      });
    }
    await withSettings({ 'directory-ca': '' }, async (own) => {
      expect(refusalIn(await browser(own).signIn('ada', password))).toContain(
        'ldaps://localhost: its certificate is signed by nobody known here; name the CA in directory.ca',
      );
    });
  });

  test('a directory that never answers is waited for a few seconds, and local accounts sign in meanwhile', async () => {
    const { port } = silent.address() as { port: number };
    for (const scheme of ['ldap', 'ldaps'])
      await withSettings({ 'directory-urls': `${scheme}://localhost:${port}` }, async (own) => {
        const startedMs = performance.now();
        const waiting = browser(own).signIn('ada', password);
        await own.signIn('admin', own.administratorPassword);
        expect(performance.now() - startedMs).toBeLessThan(2000);
        const answer = await waiting;
        expect(answer.status).toBe(503);
        expect(performance.now() - startedMs).toBeLessThan(11_000);
      });
  });

  test('a wrong account of ours is told as what it is', async () => {
    await withSettings({ 'directory-bind-password': 'wrong' }, async (own) => {
      expect(refusalIn(await browser(own).signIn('ada', password))).toContain(
        'it refuses our own account (directory.bindDn, directory.bindPassword)',
      );
    });
  });

  test('directory check says of each server what is wrong, and of somebody what they would be allowed', async () => {
    const good = await app.run(directoryCheck, { user: 'ada@example.test' });
    expect(good).toMatchObject({
      ...{ ok: true, servers: [{ url: 'ldaps://localhost', problem: null }] },
      person: { name: 'ada', dn: adaDn, roles: ['operator'], problem: null },
    });
    expect(good.person?.groups).toContain('Outermost');
    const port = await findFreePort();
    const urls = `ldaps://localhost,ldaps://localhost:${port}`;
    await withSettings({ 'directory-urls': urls }, async (own) => {
      expect(await own.run(directoryCheck, {})).toEqual({
        ok: false,
        servers: [
          { url: 'ldaps://localhost', problem: null },
          { url: `ldaps://localhost:${port}`, problem: 'nothing listens there' },
        ],
        person: null,
      });
    });
  });

  test('when it is down, sessions go on for an hour, and no longer', async () => {
    const one = await app.signIn('ada', password);
    await samba.halt();
    app.nowMs += 20 * 60_000;
    expect((await one.session()).roles).toEqual(['operator']);
    app.nowMs += 20 * 60_000;
    expect((await one.session()).roles).toEqual(['operator']);
    app.nowMs += 20 * 60_000;
    expect((await one.ask('/api/v1/session')).status).toBe(503);
    expect((await browser().signIn('ada', password)).status).toBe(503);
    await samba.run();
    app.nowMs += 31_000;
    expect((await one.session()).roles).toEqual(['operator']);
  });
});
