import {
  auditVerify,
  machineAdd,
  machineForget,
  machineGrant,
  machineGrantMany,
  machineHold,
  machineMerge,
  machinePage,
  machineSet,
  machineShow,
  machineSplit,
} from '@netberth/api';
import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/database/work.ts';
import { matchingFilter, planFilter } from '../../src/features/machines/machine-filter.ts';
import type { Filter } from '../../src/features/machines/machine-filter.ts';
import type { Finds } from '../../src/features/machines/machine-search.ts';
import { insertWebhook } from '../../src/features/webhooks/webhook-store.ts';
import { countWaiting } from '../../src/features/webhooks/delivery-store.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ada, ServerOnDatabase } from './server-on-database.ts';

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

    it('a search finds what machines are called now', async () => {
      const server = new ServerOnDatabase(await open());
      const { id } = await server.run(machineAdd, {
        macs: [macOf(1), macOf(2)],
        serial: 'old1',
        hostname: 'web1',
      });
      const machine = String(id);
      const finds = async (search: string) => {
        const { total, machines } = await server.run(machinePage, { search });
        expect(machines.length).toBe(total);
        return total;
      };
      await server.run(machineSet, { machine, hostname: 'db1', serial: 'new1', removeMacs: [macOf(2)] });
      const found = await Promise.all(['db1', 'new1', macOf(1), 'web1', 'old1', macOf(2)].map(finds));
      expect(found).toEqual([1, 1, 1, 0, 0, 0]);
      await server.run(machineForget, { machine });
      expect(await Promise.all(['db1', 'new1', macOf(1)].map(finds))).toEqual([0, 0, 0]);
    });

    it('finds the same machines whether it begins with them or walks through all', async () => {
      const database = await open();
      const server = new ServerOnDatabase(database);
      for (const [index, name] of ['web1', 'web2', 'db1', 'a-b'].entries())
        await server.run(machineAdd, {
          hostname: name,
          macs: [macOf(index)],
          labels: { rack: name.slice(0, 2) },
        });
      const filters: [Filter, number[]][] = [
        [{ search: 'WEB' }, [1, 2]],
        [{ search: '52-54-00-00-00-02' }, [3]],
        [{ search: 'a-b' }, [4]],
        [{ search: '_' }, []],
        [{ label: 'rack=we' }, [1, 2]],
        [{ label: 'rack' }, [1, 2, 3, 4]],
        [{ label: 'rack=we', search: '1' }, [1, 2]],
        [{ label: 'rack=we', search: 'b2', state: 'new' }, [2]],
      ];
      for (const [filter, ids] of filters) {
        const begun = await database.read(() => planFilter(filter));
        const forms = [filter.search?.toLowerCase() ?? '', filter.search?.replaceAll('-', ':') ?? ''];
        const walked: Finds | null = begun.finds && { kind: 'many', forms };
        for (const plan of [true, false].flatMap((isLabelRare) => [
          { isLabelRare, finds: begun.finds },
          { isLabelRare, finds: walked },
        ])) {
          const rows = await database.read(() =>
            readQuery((query) =>
              query
                .selectFrom('machines')
                .select('id')
                .where(matchingFilter(query, filter, ada, 'machine:read', plan))
                .orderBy('id'),
            ),
          );
          expect([filter, plan, rows.map((row) => row.id)]).toEqual([filter, plan, ids]);
        }
      }
    });

    it('a part of a MAC is found at each octet, in each machine once, and in serials that look like it', async () => {
      const server = new ServerOnDatabase(await open());
      await server.run(machineAdd, { macs: ['52:54:00:ab:cd:01', '52:54:00:ab:cd:02'] });
      await server.run(machineAdd, { macs: ['52:54:00:cd:ab:01'], serial: 'R7:AB:CD:1' });
      await server.run(machineAdd, { macs: ['02:00:00:00:ab:cd'], serial: 'ABCD' });
      const finds = async (search: string) => {
        const { total, machines } = await server.run(machinePage, { search });
        expect(machines.length).toBe(total);
        return machines.map(({ id }) => id);
      };
      expect({
        first: await finds('52:54'),
        middle: await finds('AB:CD'),
        dashes: await finds('ab-cd-'),
        end: await finds('ab:cd'),
        odd: await finds('0:ab'),
        none: await finds('cd:ab:cd'),
      }).toEqual({
        ...{ first: [1, 2], middle: [1, 2, 3], dashes: [1, 2], end: [1, 2, 3], odd: [1, 3], none: [] },
      });
      await server.run(machineSet, { machine: '1', removeMacs: ['52:54:00:ab:cd:02'] });
      expect([await finds('cd:02'), await finds('cd:01')]).toEqual([[], [1]]);
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
        insertWebhook(
          {
            ...{ url: 'https://192.0.2.1/', events: ['machine.granted'], createdBy: 'ada' },
            createdAtMs: 1,
          },
          's',
        ),
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
