import { configurationApply, configurationPlan, machineList, machineSet } from '@netberth/api';
import { expect, it } from 'vitest';
import { appliedKey, putApplied, readApplied, removeApplied } from '../../src/features/plan/applied-store.ts';
import { TestApp } from '../harness/start-app.ts';
import { forEachDatabase } from './for-each-database.ts';

forEachDatabase((_name, open, makeEmpty) => {
  it('keeps what a folder said last of each thing, names told apart letter by letter', async () => {
    const database = await open();
    const longest = 'g'.repeat(320);
    await database.write(function* () {
      yield* putApplied('machine', 'web1', 'a');
      yield* putApplied('machine', 'WEB1', 'b');
      yield* putApplied('group', longest, 'c');
      yield* putApplied('machine', 'web1', 'd');
      yield* putApplied('profile', 'web1', 'e');
      yield* removeApplied('profile', 'web1');
    });
    const applied = await database.read(readApplied);
    expect(Object.fromEntries([...applied].map(([key, { digest }]) => [key, digest]))).toEqual({
      [appliedKey('group', longest)]: 'c',
      [appliedKey('machine', 'WEB1')]: 'b',
      [appliedKey('machine', 'web1')]: 'd',
    });
  });

  it('is planned, rehearsed without a trace, applied as a whole, and refused when somebody was first', async () => {
    const app = await TestApp.start({ database: await makeEmpty() });
    const configuration = {
      machines: {
        web1: { macs: ['52:54:00:12:34:56'], labels: { rack: '7' } },
        web2: { macs: ['52:54:00:12:34:57'] },
      },
      roles: { 'night-shift': { permissions: ['machine:read' as const] } },
      settings: { newMachines: 'disk' },
    };
    const plan = async () => app.run(configurationPlan, { configuration });
    const { changes, problems } = await plan();
    expect([changes.length, problems]).toEqual([4, []]);
    expect((await app.run(machineList, {})).machines).toEqual([]);
    const approved = changes.map(({ id }) => id);
    expect(await app.run(configurationApply, { configuration, approved })).toMatchObject({ remaining: 0 });
    expect(await plan()).toMatchObject({ changes: [], undescribed: {} });
    await app.run(machineSet, { machine: '52:54:00:12:34:56', labels: { rack: '8' } });
    expect((await plan()).changes).toMatchObject([{ name: 'web1', isDrift: true }]);
    const late = await app.refusal(configurationApply, { configuration, approved });
    expect(late).toMatch(/^NB8300 /);
    await app.stop();
  });
});
