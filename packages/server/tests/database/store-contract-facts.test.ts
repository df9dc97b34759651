import { machineAdd, machineFacts, machineList } from '@netberth/api';
import { expect, it } from 'vitest';
import { insertFacts, keptReports } from '../../src/features/facts/fact-store.ts';
import { joinFacts, recordFacts } from '../../src/features/facts/record-facts.ts';
import { insertProfile } from '../../src/features/profiles/profile-store.ts';
import { findBearer } from '../../src/features/provisioning/boot-bearer.ts';
import { exampleFacts } from '../harness/facts.ts';
import { exampleProfiles } from './example-profiles.ts';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

forEachDatabase((_name, open) => {
  it('what was found of a machine is kept with its differences, and looked for', async () => {
    const server = new ServerOnDatabase(await open());
    const [example] = exampleProfiles;
    if (example === undefined) throw new Error('there is no example');
    await server.database.write(() => insertProfile({ ...example, name: 'discover', destructive: false }));
    const [first] = exampleFacts.nics;
    const { id } = await server.run(machineAdd, { macs: [first.mac], resting: 'discover' });
    for (const memoryBytes of [2 ** 40, 2 ** 40, 2 ** 39]) {
      const { bootId } = await server.boot({ net0: first.mac });
      await server.database.write(function* () {
        const bearer = yield* findBearer(id, bootId);
        return bearer && (yield* recordFacts(bearer, { ...exampleFacts, memoryBytes }));
      });
    }
    const { newest, history } = await server.run(machineFacts, { machine: String(id), history: true });
    expect(newest?.facts).toEqual({ ...exampleFacts, memoryBytes: 2 ** 39 });
    expect(history.map(({ differences }) => differences)).toEqual([['memory was 1 TiB and is 512 GiB'], []]);
    const found = async (fact: string) => (await server.run(machineList, { fact })).machines.length;
    expect([await found('memory=512GiB'), await found('memory>512GiB')]).toEqual([1, 0]);
    expect([await found('switch~OR-'), await found('switch~o%r')]).toEqual([1, 0]);
  });

  it('of each machine the newest reports are kept, also after it has become another', async () => {
    const server = new ServerOnDatabase(await open());
    const { id } = await server.run(machineAdd, { macs: ['52:54:00:00:05:01'] });
    const { id: other } = await server.run(machineAdd, { macs: ['52:54:00:00:05:02'] });
    await server.database.write(function* () {
      for (let found = 0; found < keptReports + 3; found++)
        yield* insertFacts({
          ...{ machineId: id, bootNumber: null, atMs: found, differences: [`report ${found}`] },
          facts: { ...exampleFacts, disks: [] },
        });
    });
    await server.database.write(() => joinFacts(id, other));
    const { newest, history } = await server.run(machineFacts, { machine: String(other), history: true });
    expect([history.length, history.at(-1)?.differences]).toEqual([keptReports, ['report 3']]);
    expect(newest?.differences).toEqual([`report ${keptReports + 2}`]);
    expect((await server.run(machineList, { fact: 'disks=0' })).machines.map((each) => each.id)).toEqual([
      other,
    ]);
  });
});
