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
      ...{ grant: ['image1'], how: 'automatic', maxGrants: 3 },
    });
    for (let made = 1; made <= 8; made++)
      await server.run(machineAdd, { macs: [`52:54:00:00:04:0${made}`], labels: { role: 'edge' } });
    while ((await server.runRules()) > 0) await Promise.all([server.runRules(), server.runRules()]);
    const { machines } = await server.run(machineList, {});
    expect(machines.map(({ labels }) => labels)).toEqual(machines.map(() => ({ by: 'rule', role: 'edge' })));
    expect(machines.filter(({ state }) => state === 'granted')).toHaveLength(3);
    const { rule, findings } = await server.run(ruleShow, { name: 'edge' });
    expect([rule.found, rule.grantedThisHour]).toEqual([8, 3]);
    expect(findings.filter(({ refused }) => refused.length > 0)).toHaveLength(5);
    expect(await server.run(ruleRun, { name: 'edge' })).toMatchObject({
      started: false,
      trial: { matching: 8, touched: 5, grants: 0, waiting: 5, untouchable: 0 },
    });
  });
});
