import {
  auditList,
  auditVerify,
  eventList,
  machineAdd,
  machineGrant,
  machineSet,
  tokenCreate,
  tokenList,
  tokenRevoke,
} from '@netberth/api';
import { describe, expect, it } from 'vitest';
import { change } from '../../src/database/work.ts';
import { actorOfToken } from '../../src/features/access/token-actor.ts';
import { listEvents, raiseEvent } from '../../src/features/events/event-store.ts';
import {
  deleteProfile,
  findProfile,
  insertProfile,
  listProfiles,
  profileFolders,
  replaceProfile,
} from '../../src/features/profiles/profile-store.ts';
import { machinesUsing } from '../../src/features/profiles/machines-using.ts';
import { insertToken } from '../../src/features/access/token-store.ts';
import { discover, exampleProfiles, image1 } from './example-profiles.ts';
import type { DatabaseName, OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase, ada } from './server-on-database.ts';

export function storeContractRecords(name: DatabaseName, open: OpenDatabase): void {
  describe.concurrent('profiles', () => {
    const big = {
      ...image1,
      proof: 'key' as const,
      postInstall: '',
      templates: { 'a.liquid': '🛥"\\\n'.repeat(200_000), é: '' },
      warnings: [],
    };

    it('keep every value, and each that replaces it', async () => {
      const database = await open();
      const made = await database.write(() => insertProfile(discover));
      expect(made).toEqual({ ...discover, id: 1, version: 1 });
      expect(await database.read(() => findProfile('discover'))).toEqual(made);
      const replacement = { ...big, name: 'discover' };
      await database.write(() => replaceProfile(made, replacement));
      const expected = { ...replacement, id: 1, version: 2 };
      expect(await database.read(() => findProfile('discover'))).toEqual(expected);
      expect(await database.read(() => listProfiles(0, 10))).toEqual([expected]);
      await expect(database.write(() => replaceProfile(made, discover))).rejects.toThrow('other writers');
      expect(await database.read(() => findProfile('Discover'))).toBeUndefined();
    });

    it('are paged by id, name their folders, and are gone when they are removed', async () => {
      const database = await open();
      await database.write(function* () {
        for (const profile of exampleProfiles) yield* insertProfile(profile);
      });
      const names = async (after: number, limit: number) =>
        (await database.read(() => listProfiles(after, limit))).map((one) => one.name);
      expect([await names(0, 2), await names(2, 2)]).toEqual([['wipe', 'image1'], ['discover']]);
      await database.write(() => deleteProfile({ id: 2, name: 'image1' }));
      expect(await names(0, 5)).toEqual(['wipe', 'discover']);
      const folders = await database.read(profileFolders);
      expect(folders.toSorted()).toEqual(['discover-0a0b0c0d', 'wipe-0a0b0c0d']);
      expect(await database.read(() => findProfile('image1'))).toBeUndefined();
    });

    it('of one database are not those of another that the same process has open', async () => {
      const [one, other] = [await open(), await open()];
      await one.write(() => insertProfile(image1));
      await other.write(() => insertProfile({ ...big, folder: 'image1-ffffffff' }));
      expect((await one.read(() => findProfile('image1')))?.folder).toBe('image1-0a0b0c0d');
      expect((await other.read(() => findProfile('image1')))?.folder).toBe('image1-ffffffff');
    });

    it('are used by the machines that rest on them or are granted what is left of them', async () => {
      const database = await open();
      const server = new ServerOnDatabase(database);
      await server.addProfiles();
      for (const serial of ['a', 'b', 'c']) await server.run(machineAdd, { serial });
      await server.run(machineSet, { machine: '1', resting: 'discover' });
      await server.run(machineGrant, { machine: '2', profiles: ['wipe', 'image1'] });
      await server.run(machineGrant, { machine: '1', profiles: ['discover'] });
      const users = async (profile: string) =>
        (await database.read(() => machinesUsing(profile))).map(({ id }) => id);
      expect(await users('discover')).toEqual([1]);
      expect(await users('image1')).toEqual([2]);
      const { bootId } = await server.boot({ serial: 'b' });
      await server.finish(2, bootId);
      expect([await users('wipe'), await users('image1')]).toEqual([[], [2]]);
    });
  });

  describe.concurrent('events', () => {
    it('are told once in ten minutes, for each machine and message', async () => {
      let nowMs = 1_767_225_600_123;
      const database = await open({ clock: () => nowMs });
      const event = { severity: 'alert', kind: 'held', message: 'it\'s "so" \\ 🛥', machineId: 1 } as const;
      const raise = (different: object) => database.write(() => raiseEvent({ ...event, ...different }));
      for (const different of [
        {},
        {},
        { machineId: 2 },
        { message: 'IT' },
        { message: 'It' },
        { kind: 'Held' },
      ])
        await raise(different);
      for (const message of ['anybody', 'somebody']) await raise({ machineId: null, message });
      nowMs += 10 * 60_000;
      await raise({ severity: 'note' });
      const told = await database.read(() => listEvents({ limit: 50 }));
      const short = told.map(({ machineId, kind, message }) => [machineId, kind, message]);
      expect(short).toEqual([
        [1, 'held', event.message],
        [2, 'held', event.message],
        [1, 'held', 'IT'],
        [1, 'held', 'It'],
        [1, 'Held', event.message],
        [null, 'held', 'anybody'],
        ...(name === 'SQLite' ? [[1, 'held', event.message]] : []),
      ]);
      expect(told[0]?.at === '2026-01-01T00:00:00.123Z').toBe(name === 'SQLite');
    });

    it('are listed by severity, by machine, and on from an id', async () => {
      const server = new ServerOnDatabase(await open());
      for (let index = 0; index < 6; index++) {
        const severity = index % 2 === 0 ? 'note' : 'alert';
        const event = { severity, kind: 'k', message: `${index}`, machineId: index % 3 } as const;
        await server.database.write(() => raiseEvent(event));
      }
      const ids = async (input: Parameters<typeof server.run<typeof eventList>>[1]) => {
        const { events, next } = await server.run(eventList, input);
        return [events.map(({ id }) => id), next];
      };
      expect(await ids({})).toEqual([[1, 2, 3, 4, 5, 6], null]);
      expect(await ids({ severity: 'alert', limit: 2 })).toEqual([[2, 4], 4]);
      expect(await ids({ severity: 'alert', limit: 2, after: 4 })).toEqual([[6], null]);
      const newest = await server.database.read(() =>
        listEvents({ machineId: 1, limit: 5, newestFirst: true }),
      );
      expect(newest.map(({ id }) => id)).toEqual([5, 2]);
    });
  });

  describe.concurrent('tokens', () => {
    it('let their bearer in until they are revoked or their time is over', async () => {
      const server = new ServerOnDatabase(await open());
      const { database } = server;
      const { token, id } = await server.run(tokenCreate, { name: 'ci 🛥', permissions: ['machine:read'] });
      const actor = await actorOfToken(database, token, '192.0.2.1');
      expect(actor).toEqual({
        ...{ name: 'token:ci 🛥', origin: '192.0.2.1', permissions: new Set(['machine:read']), scopes: [] },
      });
      expect(await actorOfToken(database, token.toLowerCase(), '192.0.2.1')).toBeUndefined();
      const { tokens } = await server.run(tokenList, {});
      expect(tokens.map((one) => [one.id, one.name, one.permissions, one.createdBy])).toEqual([
        [1, 'ci 🛥', ['machine:read'], 'ada'],
      ]);
      expect(tokens[0]?.lastUsedAt).not.toBeNull();
      await server.run(tokenRevoke, { id });
      expect(await actorOfToken(database, token, '192.0.2.1')).toBeUndefined();
      expect((await server.run(tokenList, {})).tokens).toEqual([]);
      expect(await server.refusal(tokenRevoke, { id })).toBe('NB3019 there is no token 1');
    });

    it('are over when their millisecond has come', async () => {
      const database = await open();
      // sha256 of "abc"
      const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
      const token = { name: 'old', hash, permissions: [], createdBy: 'ada', createdAtMs: 1 };
      await database.write(() => insertToken({ ...token, expiresAtMs: 2, ownerId: null }));
      expect(await actorOfToken(database, 'abc', '192.0.2.1')).toBeUndefined();
    });
  });

  describe.concurrent('the audit trail', () => {
    it('is whole over more than a page of records, and shows what was changed in it', async () => {
      const server = new ServerOnDatabase(await open());
      const { database, audit } = server;
      const entry = { actor: ada, command: 'c', target: null, before: null, after: { text: '🛥\0\\"' } };
      for (let work = 0; work < 3; work++) {
        await database.write(function* () {
          for (let index = 0; index < 334; index++) yield* audit.append({ ...entry, reason: '\ud83d' });
        });
      }
      expect(await server.run(auditVerify, {})).toEqual({
        ...{ ok: true, records: 1002, removed: 0, problems: [] },
      });
      const { records } = await server.run(auditList, { after: 1001 });
      expect(records.map(({ id, after }) => [id, after])).toEqual([[1002, { text: '🛥\0\\"' }]]);
      await database.write(function* () {
        yield* change({ build: (query) => query.deleteFrom('audit_records').where('id', '=', 3) }, {});
        const renamed = { actor: 'Ada' };
        yield* change(
          { build: (query) => query.updateTable('audit_records').set(renamed).where('id', '=', 5) },
          {},
        );
      });
      expect((await server.run(auditVerify, {})).problems).toEqual([
        'record 3 is missing',
        'record 5 was changed',
      ]);
    });
  });
}
