import {
  groupList,
  groupRemove,
  groupSet,
  roleList,
  roleRemove,
  roleSet,
  userAdd,
  userList,
  userRemove,
  userSet,
} from '@netberth/api';
import { describe, expect, it } from 'vitest';
import { makeFirstAdministrator } from '../../src/features/access/first-administrator.ts';
import { findLiveSession } from '../../src/features/access/find-session.ts';
import { asStored } from '../../src/features/access/refresh-user.ts';
import { passwordSource } from '../../src/features/access/password-source.ts';
import { deleteSessionsOf, listSessions } from '../../src/features/access/session-store.ts';
import { signIn, startSession } from '../../src/features/access/sign-in.ts';
import { rightsOfUser } from '../../src/features/access/user-rights.ts';
import { forEachDatabase } from './for-each-database.ts';
import type { OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const times = { idleMs: 1_800_000, lifeMs: 43_200_000 };

async function serverOn(open: OpenDatabase) {
  const server = new ServerOnDatabase(await open());
  const { database, audit } = server;
  const tools = { database, audit, times, refresh: asStored, passwords: passwordSource(database) };
  return { server, database, tools };
}

forEachDatabase((_, open) => {
  describe.concurrent('people', () => {
    it('sign in, keep their session, and lose it with the account', async () => {
      const { server, database, tools } = await serverOn(open);
      const { name, password, id } = await server.run(userAdd, { name: 'Ada', roles: ['operator@site=é🛥'] });
      const request = { username: name, password, address: '192.0.2.1', oldSecret: undefined };
      const secret = await signIn(tools, request);
      const found = await database.read(() => findLiveSession(secret, times));
      expect([found?.user.name, found?.session.address]).toEqual(['ada', '192.0.2.1']);
      const again = await signIn(tools, { ...request, oldSecret: secret });
      expect(await database.read(() => findLiveSession(secret, times))).toBeUndefined();
      expect((await database.read(() => listSessions(0, 0))).length).toBe(1);
      await server.run(userSet, { user: 'ada', disabled: true });
      expect(await database.read(() => findLiveSession(again, times))).toBeUndefined();
      expect(await database.write(() => deleteSessionsOf(id))).toBe(0);
      const { users } = await server.run(userList, {});
      expect(users.map((user) => [user.name, user.roles, user.disabled])).toEqual([
        ['ada', ['operator@site=é🛥'], true],
      ]);
      await server.run(userRemove, { user: 'ada' });
      expect((await server.run(userList, {})).users).toEqual([]);
    });

    it('are refused after ten wrong passwords, also when these come all at once', async () => {
      const { tools } = await serverOn(open);
      const request = { username: 'nobody', password: 'wrong', address: '192.0.2.1', oldSecret: undefined };
      const tries = Array.from({ length: 14 }, async () => {
        const error: unknown = await signIn(tools, request).catch((thrown: unknown) => thrown);
        return error instanceof Error ? error.message : 'signed in';
      });
      const told = await Promise.all(tries);
      const wrong = told.filter((text) => text === 'the user name or the password is wrong');
      expect(wrong.length).toBeLessThanOrEqual(10);
      expect(told).toContain('signing in has failed too often');
    });

    it('of a directory have the roles of their groups, in whatever case', async () => {
      const { server, database, tools } = await serverOn(open);
      await server.run(roleSet, { name: 'own', permissions: ['machine:hold'], summary: '🛥' });
      const group = await server.run(groupSet, { group: 'CN=Ümläut,DC=example', roles: ['own'] });
      await server.run(groupSet, { group: 'cn=ümläut,dc=example', roles: ['own', 'viewer'] });
      expect((await server.run(groupList, {})).groups).toMatchObject([
        { id: group.id, source: 'directory', group: 'CN=Ümläut,DC=example', roles: ['own', 'viewer'] },
      ]);
      const proven = { source: 'directory', name: 'bob', groups: ['CN=ÜMLÄUT,dc=example'] } as const;
      const secret = await startSession(tools, proven, '2001:db8::1', undefined);
      const user = (await database.read(() => findLiveSession(secret, times)))?.user;
      if (!user) throw new Error('nobody is signed in');
      const roles = async () => (await database.read(() => rightsOfUser(user))).roles;
      expect(await roles()).toEqual(['own', 'viewer']);
      await server.run(groupRemove, { id: group.id });
      expect(await roles()).toEqual([]);
      await server.run(roleRemove, { name: 'own' });
      expect((await server.run(roleList, {})).roles.every(({ builtIn }) => builtIn)).toBe(true);
    });

    it('begin with one administrator, also when servers start at the same time', async () => {
      const { server, tools } = await serverOn(open);
      const made = await Promise.all([makeFirstAdministrator(tools), makeFirstAdministrator(tools)]);
      expect(made.filter((one) => one !== undefined).length).toBe(1);
      expect(await makeFirstAdministrator(tools)).toBeUndefined();
      expect((await server.run(userList, {})).users.map(({ name }) => name)).toEqual(['admin']);
    });
  });
});
