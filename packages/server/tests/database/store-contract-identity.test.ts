import {
  auditVerify,
  machineAdd,
  machineGrant,
  machineGrantMany,
  machineHold,
  machineMerge,
  machinePage,
  machineShow,
  machineSplit,
} from '@netberth/api';
import { describe, expect, it } from 'vitest';
import { insertWebhook } from '../../src/features/webhooks/webhook-store.ts';
import { countWaiting } from '../../src/features/webhooks/delivery-store.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const macOf = (index: number) =>
  `52:54:00:00:${Math.floor(index / 256)
    .toString(16)
    .padStart(2, '0')}:${(index % 256).toString(16).padStart(2, '0')}`;

forEachDatabase((_name, open) => {
  describe.concurrent('who is who', () => {
    it('two machines become one with the history of both, and one becomes two', async () => {
      const server = new ServerOnDatabase(await open());
      await server.addProfiles();
      const one = await server.run(machineAdd, { macs: [macOf(1)], labels: { rack: '7' } });
      const other = await server.run(machineAdd, { macs: [macOf(2)], serial: 'ser', labels: { site: 'x' } });
      for (const mac of [macOf(1), macOf(2)]) await server.boot({ net0: mac });
      await server.run(machineGrant, { machine: String(other.id), profiles: ['image1'] });
      await server.run(machineHold, { machine: String(one.id), reason: 'twice' });
      const machine = String(one.id);
      const merged = await server.run(machineMerge, { machine, other: String(other.id), reason: 'the same' });
      expect(merged).toMatchObject({
        merged: other.id,
        endedGrants: [1],
        machine: {
          macs: [macOf(1), macOf(2)],
          serial: 'SER',
          labels: { rack: '7', site: 'x' },
          state: 'held',
        },
      });
      const { boots, events } = await server.run(machineShow, { machine });
      expect(boots.map(({ number }) => number)).toEqual([2, 1]);
      expect(events.map(({ message }) => message)).toEqual([
        `machine ${other.id} was merged into it by ada: the same`,
      ]);
      await expect(server.run(machineShow, { machine: String(other.id) })).rejects.toThrow(
        'there is no machine',
      );
      const { split } = await server.run(machineSplit, { machine, macs: [macOf(2)], serial: true });
      expect(split).toMatchObject({ macs: [macOf(2)], serial: 'SER', state: 'held', labels: { rack: '7' } });
      expect((await server.run(machineShow, { machine })).macs).toEqual([macOf(1)]);
      expect((await server.run(auditVerify, {})).problems).toEqual([]);
    });

    it('of two merges of the same machine at once one is made', async () => {
      const server = new ServerOnDatabase(await open());
      for (const index of [1, 2, 3]) await server.run(machineAdd, { macs: [macOf(index)] });
      const tried = await Promise.allSettled(
        ['1', '2'].map((machine) => server.run(machineMerge, { machine, other: '3' })),
      );
      expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { machines } = await server.run(machinePage, {});
      expect(machines.flatMap(({ macs }) => macs).sort()).toEqual([macOf(1), macOf(2), macOf(3)]);
    });

    it('hundreds of machines are granted at once as one by one, and told to who wants to be told', async () => {
      const database = await open();
      const server = new ServerOnDatabase(database);
      await server.addProfiles();
      const { id: webhook } = await database.write(() =>
        insertWebhook({
          ...{ url: 'https://192.0.2.1/', secret: 's', events: ['machine.granted'], createdBy: 'ada' },
          createdAtMs: 1,
        }),
      );
      for (let index = 0; index < 90; index++) await server.run(machineAdd, { macs: [macOf(index)] });
      await server.run(machineGrant, { machine: '5', profiles: ['image1'] });
      const input = { all: true, profiles: ['image1'], reason: 'new week', expires: '2d' };
      await expect(server.run(machineGrantMany, input)).rejects.toThrow('1 of 90 machines refuse');
      const granted = await server.run(machineGrantMany, { ...input, replace: true });
      expect(granted).toMatchObject({ changed: 90, refusedCount: 0 });
      const { machines } = await server.run(machinePage, { state: 'granted', limit: 1000 });
      expect(machines.length).toBe(90);
      const ids = new Set<number>();
      for (const { grant } of machines) {
        expect(grant).toMatchObject({
          steps: ['image1'],
          step: 0,
          starts: 0,
          createdBy: 'ada',
          reason: 'new week',
        });
        ids.add(grant?.id ?? 0);
      }
      expect(ids.size).toBe(90);
      expect(await database.read(() => countWaiting(webhook))).toBe(91);
      const { bootId } = await server.boot({ net0: macOf(89) });
      expect(bootId).not.toBe('');
    });
  });
});
