import {
  auditList,
  machineAdd,
  machineGrant,
  machineHold,
  machinePage,
  overviewChart,
  overviewShow,
} from '@netberth/api';
import { beforeAll, describe, expect, it } from 'vitest';
import { storeTransfers } from '../../src/features/images/fetched-file-store.ts';
import type { OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const mac = (last: string) => `52:54:00:00:00:${last}`;

/** What the console shows, counted and sorted alike by every database. */
export function storeContractOverview(open: OpenDatabase): void {
  describe('the overview', () => {
    let server: ServerOnDatabase;

    beforeAll(async () => {
      server = new ServerOnDatabase(await open());
      await server.addProfiles();
      for (const [last, hostname] of [
        ['01', 'web2'],
        ['02', 'web1'],
        ['03', 'web10'],
      ] as const)
        await server.run(machineAdd, { macs: [mac(last)], hostname });
      await server.run(machineGrant, { machine: '1', profiles: ['image1'] });
      await server.run(machineHold, { machine: '3' });
      await server.boot({ net0: mac('02') });
      await server.boot({ net0: mac('01') });
      const atMs = Date.now();
      const [boot] = (await server.run(overviewShow, {})).boots;
      const file = { bootNumber: boot?.number ?? 0, file: 'vmlinuz', firstAtMs: atMs, lastAtMs: atMs };
      const sent = { fileSizeBytes: 1000, sentBytesAdded: 700, coveredBytes: 600, complete: false };
      await server.database.write(() => storeTransfers([{ ...file, ...sent }]));
    });

    it('counts machines by state and profiles', async () => {
      const { machines, states, failed } = await server.run(overviewShow, {});
      expect(machines).toBe(3);
      expect(states).toEqual({ new: 1, granted: 1, installing: 0, finished: 0, failed: 0, held: 1 });
      expect(failed).toEqual([]);
    });

    it('shows the boot that fetches, and how far it is', async () => {
      const { boots } = await server.run(overviewShow, {});
      expect(
        boots.map(({ machineId, hostname, profile, fetchedBytes }) => ({
          machineId,
          hostname,
          profile,
          fetchedBytes,
        })),
      ).toEqual([{ machineId: 1, hostname: 'web2', profile: 'image1', fetchedBytes: 600 }]);
    });

    it('counts boots and bytes over time', async () => {
      const { stepMinutes, buckets } = await server.run(overviewChart, { hours: 24 });
      const sum = (field: 'boots' | 'profiles' | 'sentBytes') =>
        buckets.reduce((total, bucket) => total + bucket[field], 0);
      expect([stepMinutes, buckets.length]).toEqual([15, 96]);
      expect([sum('boots'), sum('profiles'), sum('sentBytes')]).toEqual([2, 1, 700]);
    });

    it.each([
      [{ sort: 'hostname' }, [2, 3, 1], 3],
      [{ sort: '-hostname' }, [1, 3, 2], 3],
      [{ sort: '-id', offset: 1, limit: 1 }, [2], 3],
      [{ sort: 'state' }, [1, 3, 2], 3],
      [{ search: 'web1', limit: 1 }, [2], 2],
      [{ offset: 3 }, [], 3],
    ] as const)('the page %j has the machines %j of %i', async (input, ids, total) => {
      const page = await server.run(machinePage, input);
      expect([page.machines.map(({ id }) => id), page.total]).toEqual([ids, total]);
    });

    it('gives the newest audit records first, and then older ones', async () => {
      const newest = await server.run(auditList, { newestFirst: true, limit: 2 });
      expect(newest.records.map(({ command }) => command)).toEqual(['machine.hold', 'machine.grant']);
      const older = await server.run(auditList, { newestFirst: true, after: newest.next ?? 0 });
      expect(older.records.map(({ command }) => command)).toEqual([
        'machine.add',
        'machine.add',
        'machine.add',
      ]);
    });
  });
}
