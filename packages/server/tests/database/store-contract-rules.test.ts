import { machineAdd, machineList, ruleRun, ruleSet, ruleShow } from '@netberth/api';
import { expect, it } from 'vitest';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

forEachDatabase((_name, open) => {
  it('two servers that look at the same machines at once grant no more of them than the rule may', async () => {
    const server = new ServerOnDatabase(await open());
    await server.addProfiles();
    await server.run(ruleSet, {
      ...{ name: 'edge', match: ['label.role=edge'], labels: { by: 'rule' }, mode: 'active' },
      ...{ grant: ['image1'], how: 'automatic', maxGrants: 2 },
    });
    for (let made = 1; made <= 5; made++)
      await server.run(machineAdd, { macs: [`52:54:00:00:04:0${made}`], labels: { role: 'edge' } });
    while ((await server.runRules()) > 0) await Promise.all([server.runRules(), server.runRules()]);
    const { machines } = await server.run(machineList, {});
    expect(machines.map(({ labels }) => labels)).toEqual(machines.map(() => ({ by: 'rule', role: 'edge' })));
    expect(machines.filter(({ state }) => state === 'granted')).toHaveLength(2);
    const { rule, findings } = await server.run(ruleShow, { name: 'edge' });
    expect([rule.found, rule.grantedThisHour]).toEqual([5, 2]);
    expect(findings.filter(({ refused }) => refused.length > 0)).toHaveLength(3);
    expect(await server.run(ruleRun, { name: 'edge' })).toMatchObject({
      started: false,
      trial: { matching: 5, touched: 3, grants: 0, waiting: 3, untouchable: 0 },
    });
  });
});
