import {
  machineAdd,
  machineExport,
  machineGrant,
  machineHold,
  machineImport,
  machineList,
  machineShow,
} from '@netberth/api';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

/** What administrators look for, found alike whatever a database thinks of case and of `%`, `_` and `\`. */
export function storeContractLists(open: OpenDatabase): void {
  describe('lists of machines', () => {
    let server: ServerOnDatabase;

    beforeAll(async () => {
      server = new ServerOnDatabase(await open());
      await server.addProfiles();
      await server.run(machineAdd, {
        macs: ['52:54:00:aa:bb:01'],
        hostname: 'Web1.example',
        labels: { rack: '7' },
      });
      await server.run(machineAdd, { serial: 'a_b', uuid: '4c4c4544-0042-3510-8052-b4c04f4e3232' });
      await server.run(machineAdd, { serial: 'axb', hostname: 'web-db', labels: { rack: '7%', Rack: '7' } });
      await server.run(machineAdd, { serial: '50%', labels: { rack: '70', k: 'a=b' } });
      await server.run(machineAdd, { serial: 'c\\d', labels: { rack: 'Straße 🛥' } });
      await server.run(machineAdd, { serial: 'é🛥!ü' });
      await server.run(machineGrant, { machine: '1', profiles: ['image1'] });
      await server.run(machineHold, { machine: '3' });
      const document = [
        { id: 9, state: 'finished', hostname: 'MiXeD', macs: [], serial: 'own id', uuid: null },
      ];
      await server.run(machineImport, { document: JSON.stringify(document) });
    });

    const idsOf = async (filter: Parameters<typeof server.run<typeof machineList>>[1]) => {
      const { machines } = await server.run(machineList, filter);
      return machines.map(({ id }) => id);
    };

    it.each([
      ['WEB', [1, 3]],
      ['web1.EXAMPLE', [1]],
      ['mixed', [9]],
      ['52:54:00:AA', [1]],
      ['52-54-00-aa', [1]],
      ['AA-BB', [1]],
      ['4C4C4544-0042', [2]],
      ['b4c04f', [2]],
      ['a_b', [2]],
      ['A_B', [2]],
      ['_', [2]],
      ['%', [4]],
      ['0%', [4]],
      ['\\', [5]],
      ['C\\D', [5]],
      ['é🛥', [6]],
      ['É🛥', [6]],
      ['!', [6]],
      ['web-', [3]],
      ['own ID', [9]],
      ['nobody', []],
      ["'; drop table machines; --", []],
    ])('search for %j finds the machines %j', async (search, ids) => {
      expect(await idsOf({ search })).toEqual(ids);
    });

    it.each([
      ['rack=7', [1]],
      ['rack=7%', [3]],
      ['rack', [1, 3, 4, 5]],
      ['Rack', [3]],
      ['RACK', []],
      ['rack=straße 🛥', []],
      ['rack=Straße 🛥', [5]],
      ['k=a=b', [4]],
      ['rack=', []],
      ['rack=7\0', []],
    ])('the label %j has the machines %j', async (label, ids) => {
      expect(await idsOf({ label })).toEqual(ids);
    });

    it('finds by state, and by everything at once', async () => {
      expect(await idsOf({ state: 'granted' })).toEqual([1]);
      expect(await idsOf({ state: 'held' })).toEqual([3]);
      expect(await idsOf({ state: 'finished' })).toEqual([9]);
      expect(await idsOf({ state: 'held', label: 'rack', search: 'WEB' })).toEqual([3]);
      expect(await idsOf({ state: 'new', label: 'rack', search: 'WEB' })).toEqual([]);
    });

    it('pages through all of them by id', async () => {
      const pages: number[][] = [];
      let after: number | null = 0;
      while (after !== null) {
        const page: { machines: { id: number }[]; next: number | null } = await server.run(machineExport, {
          after,
          limit: 3,
        });
        pages.push(page.machines.map(({ id }) => id));
        after = page.next;
      }
      expect(pages).toEqual([[1, 2, 3], [4, 5, 6], [9]]);
    });

    it('gives the next machine the id after the highest that was taken over', async () => {
      expect((await server.run(machineAdd, { serial: 'next' })).id).toBe(10);
    });

    it('refuses names that no database can hold as names that are unknown', async () => {
      expect(await server.refusal(machineShow, { machine: 'a\0b' })).toBe(
        'NB3004 there is no machine "a\0b"',
      );
      expect(await server.refusal(machineShow, { machine: '\ud83d' })).toBe(
        'NB3004 there is no machine "\ud83d"',
      );
      expect(await server.refusal(machineGrant, { machine: '2', profiles: ['a\0b'] })).toBe(
        'NB3009 there is no profile "a\0b"',
      );
    });
  });
}
