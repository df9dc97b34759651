import {
  machineAdd,
  machineForget,
  machineGrantMany,
  machineShow,
  powerCancel,
  powerOnMany,
  powerOrders,
} from '@netberth/api';
import { expect, it } from 'vitest';
import { putPower } from '../../src/features/power/power-store.ts';
import { startRunningOrders } from '../../src/features/power/run-orders-job.ts';
import { listSecrets } from '../../src/features/secrets/secret-store.ts';
import { HookDouble } from '../harness/hook-double.ts';
import { exampleProfiles } from './example-profiles.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const noImages = () => Promise.reject(new Error('no medium is made here'));
const mediumMaker = { imageOf: noImages, fileOf: noImages, imageOfRow: noImages, checkerOf: noImages };

forEachDatabase((_name, open) => {
  it('two servers switch each machine once, wave after wave, and what fails ends its grant', async () => {
    const server = new ServerOnDatabase(await open());
    await server.addProfiles();
    const hook = await HookDouble.start();
    const ids: number[] = [];
    for (let made = 1; made <= 9; made++) {
      const { id } = await server.run(machineAdd, {
        macs: [`52:54:00:00:04:0${made}`],
        labels: { rack: '9' },
      });
      const settings = { driver: 'hook', hook: 'plugs', address: null } as const;
      const power = { machineId: id, settings, state: 'unknown', testedAtMs: null } as const;
      await server.database.write(() => putPower(power, 'secret'));
      ids.push(id);
    }
    const errors: unknown[] = [];
    const start = () =>
      startRunningOrders({
        ...{ database: server.database, mediumMaker, bootUrl: null, mediaUrl: null },
        drivers: { hooks: { plugs: { kind: 'url', url: hook.url } }, allowLoopback: true },
        onError: (error) => errors.push(error),
      });
    const servers = [start(), start()];
    const profile = exampleProfiles[0]?.name ?? '';
    hook.broken.add(ids[8] ?? 0);
    const restart = { power: 'cycle', next: 'disk', wave: 4, maxFailures: 1 } as const;
    await server.run(machineGrantMany, { label: 'rack=9', profiles: [profile], ...restart });
    const counts = async () => (await server.run(powerOrders, { batch: 1, limit: 1 })).counts;
    await expect.poll(counts).toEqual({ done: 8, failed: 1 });
    const wanted = ids.flatMap((id) =>
      id === ids[8] ? [`boot-next disk ${id}`] : [`boot-next disk ${id}`, `on ${id}`],
    );
    expect(hook.told.toSorted()).toEqual(wanted.toSorted());
    const { state, stateReason } = await server.run(machineShow, { machine: String(ids[8]) });
    expect([state, stateReason]).toEqual([
      'failed',
      'it could not be restarted: the hook answered 500: no such plug',
    ]);
    expect((await server.run(machineShow, { machine: String(ids[0]) })).state).toBe('granted');
    await Promise.all(servers.map((each) => each.stop()));

    const later = await server.run(powerOnMany, { where: 'rack=9', wave: 2 });
    expect(await server.run(powerCancel, { batch: later.batch ?? 0 })).toEqual({ cancelled: 9 });
    for (const id of ids) await server.run(machineForget, { machine: String(id) });
    expect(await server.database.read(listSecrets)).toEqual([]);
    expect((await server.run(powerOrders, {})).orders).toEqual([]);
    expect(errors).toEqual([]);
    hook.stop();
  }, 60_000);
});
