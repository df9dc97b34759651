import { machineGrant, machineShow } from '@netberth/api';
import { describe, expect, it } from 'vitest';
import { change } from '../../src/database/work.ts';
import type { Database } from '../../src/database/work.ts';
import { filesFetchedBy, storeTransfers } from '../../src/features/images/fetched-file-store.ts';
import { findServedImage } from '../../src/features/images/find-served-image.ts';
import {
  findBoot,
  findBootByHash,
  insertBoot,
  markBoot,
  recentBootsOf,
  recentBootsOfAddress,
  rememberBootId,
} from '../../src/features/provisioning/boot-store.ts';
import { callbacksOf, recordCallback } from '../../src/features/provisioning/callback-store.ts';
import {
  deleteGrantsOf,
  findGrant,
  insertGrant,
  liveGrants,
  newestGrantOf,
  overdueGrants,
  updateGrant,
} from '../../src/features/provisioning/grant-store.ts';
import type { OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const atMs = 1_767_225_600_123;

const grant: Parameters<typeof insertGrant>[0] = {
  machineId: 7,
  status: 'live',
  steps: ['wipe', 'image1'],
  step: 0,
  starts: 0,
  maxStarts: 2,
  startedBoot: null,
  address: null,
  expiresAtMs: atMs,
  createdAtMs: atMs - 1,
  createdBy: 'ada 🛥',
  reason: null,
  grantor: 'user:7',
};

const disk: Parameters<typeof insertBoot>[0] = {
  machineId: null,
  atMs,
  address: '2001:db8::1',
  decision: 'disk',
  profile: null,
  choice: null,
  reasonCode: 'NB1104',
  reason: '',
  grantId: null,
  step: null,
  script: '',
};
const install: typeof disk = {
  ...disk,
  ...{ machineId: 7, decision: 'profile', profile: 'image1', grantId: 9, step: 0 },
  reason: `it's "so" \\ 🛥`,
  script: `#!ipxe\n${'echo 🛥\n'.repeat(50_000)}`,
};
const unmarked = { startedAtMs: null, finishedAtMs: null, failedAtMs: null };

export function storeContractProvisioning(open: OpenDatabase): void {
  describe.concurrent('grants', () => {
    it('keep every value, and change by compare-and-set', async () => {
      const database = await open();
      const made = await database.write(() => insertGrant(grant));
      expect(made).toEqual({ ...grant, id: 1, version: 1 });
      expect(await database.read(() => findGrant(1))).toEqual(made);
      const changes = { status: 'failed', step: 1, starts: 2, startedBoot: 5, address: '192.0.2.1' } as const;
      await database.write(() => updateGrant(made, changes));
      expect(await database.read(() => findGrant(1))).toEqual({ ...grant, ...changes, id: 1, version: 2 });
      await expect(database.write(() => updateGrant(made, { step: 0 }))).rejects.toThrow('other writers');
      await database.write(() => insertGrant({ ...grant, reason: `'";\\ 🛥` }));
      expect((await database.read(() => findGrant(2)))?.reason).toBe(`'";\\ 🛥`);
      expect(await database.read(() => findGrant(3))).toBeUndefined();
    });

    it('are found by machine, by life and by the millisecond in which they end', async () => {
      const database = await open();
      await database.write(function* () {
        yield* insertGrant({ ...grant, expiresAtMs: 1001 });
        yield* insertGrant({ ...grant, machineId: 8, expiresAtMs: 1000 });
        yield* insertGrant({ ...grant, status: 'revoked', expiresAtMs: 999 });
      });
      const ids = async (reading: Parameters<Database['read']>[0]) =>
        ((await database.read(reading)) as { id: number }[]).map(({ id }) => id);
      expect(await ids(liveGrants)).toEqual([1, 2]);
      expect(await ids(() => overdueGrants(999))).toEqual([]);
      expect(await ids(() => overdueGrants(1000))).toEqual([2]);
      expect(await ids(() => overdueGrants(1001))).toEqual([1, 2]);
      expect((await database.read(() => newestGrantOf(7)))?.id).toBe(3);
      await database.write(() => deleteGrantsOf(7));
      expect(await database.read(() => newestGrantOf(7))).toBeUndefined();
      expect(await ids(liveGrants)).toEqual([2]);
    });
  });

  describe.concurrent('boots', () => {
    it('keep every value, and when they started, finished and failed', async () => {
      const database = await open();
      const numbers = await database.write(function* () {
        return [yield* insertBoot(disk), yield* insertBoot(install)];
      });
      expect(numbers).toEqual([1, 2]);
      expect(await database.read(() => findBoot(1))).toEqual({ ...disk, ...unmarked, number: 1 });
      expect(await database.read(() => findBoot(2))).toEqual({ ...install, ...unmarked, number: 2 });
      await database.write(function* () {
        yield* markBoot(2, 'started', atMs + 1);
        yield* markBoot(2, 'finished', atMs + 2);
        yield* markBoot(1, 'failed', atMs + 3);
      });
      const marks = { startedAtMs: atMs + 1, finishedAtMs: atMs + 2 };
      expect(await database.read(() => findBoot(2))).toEqual({
        ...install,
        ...unmarked,
        ...marks,
        number: 2,
      });
      expect((await database.read(() => findBoot(1)))?.failedAtMs).toBe(atMs + 3);
      expect(await database.read(() => findBoot(3))).toBeUndefined();
    });

    it('are found by their boot id, their address and their machine, newest first', async () => {
      const database = await open();
      await database.write(function* () {
        for (const [index, one] of [install, disk, install, { ...install, address: '192.0.2.1' }].entries()) {
          const number = yield* insertBoot(one);
          const boot = { number, address: one.address, atMs: atMs + index };
          yield* rememberBootId(`${index}`.repeat(64), boot);
        }
      });
      const found = await database.read(() => findBootByHash('2'.repeat(64)));
      expect(found).toEqual({ hash: '2'.repeat(64), boot: { ...install, ...unmarked, number: 3 } });
      expect(await database.read(() => findBootByHash('9'.repeat(64)))).toBeUndefined();
      const numbers = (boots: readonly { number: number }[]) => boots.map(({ number }) => number);
      const ofAddress = (sinceMs: number) =>
        database.read(() => recentBootsOfAddress('2001:db8::1', sinceMs)).then(numbers);
      expect([await ofAddress(0), await ofAddress(atMs), await ofAddress(atMs + 2)]).toEqual([
        [3, 2, 1],
        [3, 2],
        [],
      ]);
      expect(numbers(await database.read(() => recentBootsOf(7, 2)))).toEqual([4, 3]);
      expect(numbers(await database.read(() => recentBootsOf(7, 0)))).toEqual([]);
      expect(numbers(await database.read(() => recentBootsOf(7, 2, 4)))).toEqual([3, 1]);
    });

    it('remember what was asked of them and told about them, in order', async () => {
      const database = await open({ clock: () => atMs });
      const log = `line\n\t"quoted" \\ 🛥 ${'x'.repeat(65_536)}`;
      await database.write(function* () {
        yield* recordCallback(1, 'failed', log);
        yield* recordCallback(2, 'finish', '');
        yield* recordCallback(1, 'finish', 'late');
      });
      const found = await database.read(() => callbacksOf([1, 2, 3]));
      const withoutTimes = [...found].map(([boot, told]) => [
        boot,
        told.map(({ kind, detail }) => [kind, detail]),
      ]);
      expect(withoutTimes).toEqual([
        [
          1,
          [
            ['failed', log],
            ['finish', 'late'],
          ],
        ],
        [2, [['finish', '']]],
        [3, []],
      ]);
      expect([...(await database.read(() => callbacksOf([])))]).toEqual([]);
    });
  });

  describe.concurrent('transfers', () => {
    const row = {
      ...{ bootNumber: 1, file: 'disk.raw', fileSizeBytes: 2 ** 41, sentBytesAdded: 2 ** 40 },
      ...{ coveredBytes: 2 ** 40, firstAtMs: 1000, lastAtMs: 2000, complete: false },
    };

    it('add up, keep what is covered and begin at the first', async () => {
      const database = await open();
      await database.write(() => storeTransfers([row]));
      const again = { ...row, firstAtMs: 1500, lastAtMs: 3000 };
      await database.write(() => storeTransfers([{ ...again, coveredBytes: 5 }]));
      await database.write(() => storeTransfers([{ ...again, coveredBytes: 2 ** 41, lastAtMs: 4000 }]));
      expect((await database.read(() => filesFetchedBy([1]))).get(1)).toEqual([
        {
          ...{ file: 'disk.raw', sizeBytes: 2 ** 41, sentBytes: 3 * 2 ** 40 },
          ...{ percent: 100, durationMs: 3000, complete: true },
        },
      ]);
    });

    it('are kept of files with the longest paths, and of empty ones, in order', async () => {
      const database = await open();
      const empty = { ...row, fileSizeBytes: 0, sentBytesAdded: 0, coveredBytes: 0 };
      const path = (last: string) => `${'folder/'.repeat(72)}${last.repeat(8)}`;
      const files = [path('z'), path('y'), 'b', 'a'];
      await database.write(() => storeTransfers(files.map((file) => ({ ...empty, file }))));
      await database.write(() => storeTransfers([{ ...empty, file: path('z'), lastAtMs: 2500 }]));
      const found = (await database.read(() => filesFetchedBy([1, 2]))).get(1) ?? [];
      expect(found.map(({ file, durationMs }) => [file.slice(-8), file.length, durationMs])).toEqual([
        ['a', 1, 1000],
        ['b', 1, 1000],
        ['yyyyyyyy', 320, 1000],
        ['zzzzzzzz', 320, 1500],
      ]);
      expect(found.every(({ complete, percent }) => complete && percent === 100)).toBe(true);
    });

    it('are credited to the boot named, from its own address, as long as it is served', async () => {
      const database = await open();
      const server = new ServerOnDatabase(database);
      await server.addProfiles();
      const boots = [];
      for (const [mac, address] of [
        ['52:54:00:00:00:01', '192.0.2.1'],
        ['52:54:00:00:00:02', '192.0.2.1'],
        ['52:54:00:00:00:03', '192.0.2.3'],
      ] as const) {
        await server.boot({ net0: mac }, address);
        await server.run(machineGrant, { machine: mac, profiles: ['image1'] });
        await server.boot({ net0: mac }, address);
        const shown = await server.run(machineShow, { machine: mac });
        boots.push(shown.boots[0]?.number ?? 0);
      }
      const creditedTo = async (bootNumber: number | null, address: string, profile = 'image1') => {
        const served = await database.read(() => findServedImage({ profile, bootNumber, address }));
        return served && (served.bearer?.boot.number ?? null);
      };
      const [first = 0, , third = 0] = boots;
      expect(await creditedTo(first, '192.0.2.1')).toBe(first);
      expect(await creditedTo(first, '192.0.2.3')).toBe(null);
      expect(await creditedTo(999, '192.0.2.1')).toBe(null);
      expect(await creditedTo(null, '192.0.2.3')).toBe(third);
      expect(await creditedTo(null, '192.0.2.1')).toBe(null);
      expect(await creditedTo(null, '192.0.2.3', 'wipe')).toBe(null);
      expect(await creditedTo(null, '192.0.2.3', 'Image1')).toBeUndefined();
      await database.write(() =>
        change({ build: (query) => query.updateTable('grants').set({ expires_at_ms: 1 }) }, {}),
      );
      expect(await creditedTo(null, '192.0.2.3')).toBe(null);
      expect(await creditedTo(first, '192.0.2.1')).toBe(null);
    });
  });
}
