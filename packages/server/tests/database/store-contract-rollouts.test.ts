import {
  machineAdd,
  overviewShow,
  rolloutBack,
  rolloutPause,
  rolloutResume,
  rolloutShow,
  rolloutStart,
} from '@netberth/api';
import { expect, it } from 'vitest';
import { insertProfile } from '../../src/features/profiles/profile-store.ts';
import { exampleProfiles } from './example-profiles.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

forEachDatabase((_name, open) => {
  it('a roll-out comes to all machines and back, however many report at once', async () => {
    const server = new ServerOnDatabase(await open());
    const [example] = exampleProfiles;
    if (example === undefined) throw new Error('there is no example');
    await server.database.write(() => insertProfile({ ...example, name: 'edge-1', destructive: false }));
    const ids: number[] = [];
    for (let made = 1; made <= 12; made++) {
      const mac = `52:54:00:00:03:0${made.toString(16)}`;
      ids.push((await server.run(machineAdd, { macs: [mac], labels: { role: 'edge' } })).id);
    }
    const report = async (index: number) => {
      const { bootId } = await server.boot({ net0: `52:54:00:00:03:0${(index + 1).toString(16)}` });
      await server.finish(ids[index] ?? 0, bootId);
    };
    await server.run(rolloutStart, {
      image: 'edge',
      to: 'edge-1',
      label: 'role=edge',
      canary: '1',
      wave: '4',
    });
    await report(0);
    expect((await server.run(overviewShow, {})).rollouts).toEqual([]);
    await server.run(rolloutPause, { image: 'edge', reason: 'the rack moves' });
    const edge = { id: 1, image: 'edge', profile: 'edge-1' };
    expect((await server.run(overviewShow, {})).rollouts).toEqual([
      { ...edge, status: 'paused', why: 'the rack moves' },
    ]);
    await server.run(rolloutResume, { image: 'edge' });
    for (const wave of [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11],
    ])
      await Promise.all(wave.map(report));
    const { rollout, versions, machines } = await server.run(rolloutShow, { image: 'edge' });
    expect([rollout.status, rollout.phases.healthy]).toEqual(['done', 12]);
    expect(versions).toEqual([{ number: 1, profile: 'edge-1', machines: 12 }]);
    expect(machines[0]).toMatchObject({ phase: 'healthy', runs: 'edge-1', versionsBehind: 0 });
    expect((await server.run(rolloutBack, { image: 'edge' })).phases.back).toBe(12);
  });
});
