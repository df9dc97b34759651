import { machineAdd, machineImport, machineShow, machineGrant } from '@netberth/api';
import { it } from 'vitest';
import { forEachDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';
forEachDatabase((name, open, makeEmpty) => {
  it.skipIf(name === 'SQLite')('probe', async () => {
    const url = await makeEmpty();
    const a = new ServerOnDatabase(await open({ url }), 'a', { newMachines: 'discover', newMachinesPerMinute: 1e6 });
    const b = new ServerOnDatabase(await open({ url }), 'b', { newMachines: 'discover', newMachinesPerMinute: 1e6 });
    await a.addProfiles();
    const tally: Record<string, number> = {};
    const note = (p: Promise<unknown>, what: string) => p.then(() => `${what} ok`, (e: Error) => `${what} ${e.name} ${e.message.slice(0, 60)}`).then((t) => { tally[t] = (tally[t] ?? 0) + 1; });
    const hex = (n: number) => `${(n >> 8 & 255).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`;
    for (let i = 0; i < 100; i++) {
      const mac = `52:54:00:01:${hex(i)}`; const rep = `52:54:00:02:${hex(i)}`;
      const { bootId } = await a.boot({ net0: rep, serial: `O-${i}` });
      const { id } = await a.run(machineShow, { machine: rep });
      const next = id + 2;
      const doc = JSON.stringify([0, 1, 2].map((k) => ({ id: next + k, state: 'new', hostname: null, serial: null, uuid: null, macs: [`52:54:00:03:${hex(i * 3 + k)}`] })));
      await Promise.all([
        note(a.update(id, bootId, { macs: [mac], metadata: {} }), 'update'),
        note(b.boot({ net0: mac, serial: `N-${i}` }), 'boot'),
        note(a.run(machineImport, { document: doc }), 'import'),
        note(b.boot({ net0: `52:54:00:04:${hex(i)}` }), 'boot2'),
        note(b.run(machineAdd, { macs: [mac] }), 'add'),
        note(a.run(machineAdd, { macs: [`52:54:00:05:${hex(i)}`] }), 'add2'),
      ]);
    }
    console.log(name, tally);
  });
});
