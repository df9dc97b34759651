import {
  auditList,
  auditVerify,
  grantApprove,
  grantList,
  grantReject,
  machineAdd,
  machineGrant,
  machineGrantMany,
  machineSet,
  machineShow,
} from '@netberth/api';
import type { Actor } from '../../src/commands/actor.ts';
import { change, now, statement } from '../../src/database/work.ts';
import { describe, expect, it } from 'vitest';
import {
  deleteSetting,
  findStoredSetting,
  listStoredSettings,
  putSetting,
} from '../../src/features/settings/setting-store.ts';
import { claimDelivery, countWaiting, dueDeliveries } from '../../src/features/webhooks/delivery-store.ts';
import { tellWebhooks } from '../../src/features/webhooks/tell-webhooks.ts';
import {
  deleteWebhook,
  insertWebhook,
  listWebhooks,
  noteDropped,
  noteFailure,
} from '../../src/features/webhooks/webhook-store.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ada, ServerOnDatabase } from './server-on-database.ts';

const person = (userId: number): Actor => ({ ...ada, name: `person ${userId}`, userId });
const makeOlder = statement<{ byMs: number; before: number }>()((query, { byMs, before }) =>
  query
    .updateTable('audit_records')
    .set((row) => ({ at_ms: row('at_ms', '-', byMs) }))
    .where('sequence', '<', before),
);

forEachDatabase((_name, open) => {
  describe.concurrent('safeguards', () => {
    it('a grant that was proposed is approved once, by somebody else, however many try at once', async () => {
      const server = new ServerOnDatabase(await open());
      await server.addProfiles();
      const { id } = await server.run(machineAdd, { macs: ['52:54:00:00:00:01'] });
      const machine = String(id);
      await server.run(machineSet, { machine, protected: true });
      const wanted = { machine, profiles: ['image1'], reason: '🛥' };
      const { proposal } = await server.run(machineGrant, wanted, person(7));
      expect(proposal).toMatchObject({ id: 1, machines: [id], reason: '🛥', status: 'proposed' });
      await expect(server.run(grantApprove, { id: 1 }, person(7))).rejects.toThrow('has proposed grant 1');
      const tried = await Promise.allSettled(
        [8, 9, 10].map((userId) => server.run(grantApprove, { id: 1 }, person(userId))),
      );
      expect(tried.filter(({ status }) => status === 'fulfilled').length).toBe(1);
      expect((await server.run(machineShow, { machine })).grant?.steps).toEqual(['image1']);
      await expect(server.run(grantReject, { id: 1 })).rejects.toThrow('is approved');
      expect((await server.run(grantList, { proposed: true })).proposals).toEqual([]);
      expect((await server.run(grantList, {})).proposals.length).toBe(1);
    });

    it('machines are granted together or not at all', async () => {
      const server = new ServerOnDatabase(await open());
      await server.addProfiles();
      const ids: number[] = [];
      for (let made = 1; made <= 3; made++)
        ids.push((await server.run(machineAdd, { macs: [`52:54:00:00:01:0${made}`] })).id);
      await server.run(machineGrant, { machine: String(ids[2]), profiles: ['wipe'] });
      const many = { ids, profiles: ['image1'] };
      await expect(server.run(machineGrantMany, many)).rejects.toThrow('1 of 3 machines refuse');
      expect((await server.run(machineShow, { machine: String(ids[0]) })).grant).toBeNull();
      expect((await server.run(machineGrantMany, { ...many, replace: true })).changed).toBe(3);
      expect((await server.run(machineShow, { machine: String(ids[2]) })).grant?.steps).toEqual(['image1']);
    });

    it('what is set is kept as it was written, once a name', async () => {
      const database = await open();
      const setting = { name: 'menu.timeout', value: '30 🛥', changedBy: 'ada', changedAtMs: 1 };
      await database.write(() => putSetting(setting));
      await database.write(() => putSetting({ ...setting, value: '"' }));
      expect(await database.read(() => findStoredSetting('menu.timeout'))).toEqual({
        ...setting,
        value: '"',
      });
      await database.write(() => deleteSetting('menu.timeout'));
      expect(await database.read(listStoredSettings)).toEqual([]);
    });

    it('an event waits for the webhooks that want it, and one server at a time sends it', async () => {
      const database = await open();
      const hook = { url: 'https://a.example', createdBy: 'ada', createdAtMs: 1 };
      await database.write(function* () {
        yield* insertWebhook({ ...hook, events: ['alert'] }, 's');
        yield* insertWebhook({ ...hook, events: ['machine.new'] }, 's');
        yield* tellWebhooks('alert', { machine: null, message: '🛥' });
      });
      const waiting = await database.read(function* () {
        return [yield* countWaiting(1), yield* countWaiting(2)];
      });
      expect(waiting).toEqual([1, 0]);
      const [delivery] = await database.read(function* () {
        return yield* dueDeliveries((yield* now()) + 1);
      });
      if (!delivery) throw new Error('nothing is due');
      expect(JSON.parse(delivery.body)).toMatchObject({ event: 'alert', message: '🛥' });
      const claims = [];
      for (let server = 0; server < 2; server++)
        claims.push(await database.write(() => claimDelivery(delivery, 900_000_000_000_000)));
      expect(claims).toEqual([true, false]);
      await database.write(function* () {
        yield* noteFailure(1, 'it answered 500');
        yield* noteDropped(1);
        yield* deleteWebhook(2);
      });
      expect(await database.read(listWebhooks)).toMatchObject([
        { id: 1, events: ['alert'], failure: 'it answered 500', dropped: 1 },
      ]);
    });

    it('old audit records are removed, and the rest is whole', async () => {
      const server = new ServerOnDatabase(await open());
      const { database, audit } = server;
      for (let made = 1; made <= 4; made++)
        await server.run(machineAdd, { macs: [`52:54:00:00:02:0${made}`] });
      await database.write(() => change(makeOlder, { byMs: 1_000_000, before: 4 }));
      expect(await database.write(() => audit.prune(500_000))).toMatchObject({ removed: 3 });
      expect((await server.run(auditList, {})).records.map(({ command }) => command)).toEqual([
        'machine.add',
        'audit.prune',
      ]);
      expect(await server.run(auditVerify, {})).toEqual({
        ...{ ok: true, records: 2, removed: 3, problems: [] },
      });
      expect(await database.write(() => audit.prune(500_000))).toEqual({ removed: 0 });
    });
  });
});
