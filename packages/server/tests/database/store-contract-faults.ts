import {
  machineAdd,
  machineForget,
  machineGrant,
  machineHold,
  machineImport,
  machineList,
  machineRevoke,
  machineSet,
  machineShow,
  machineUnhold,
  tokenCreate,
  tokenRevoke,
} from '@netberth/api';
import { describe, expect, it } from 'vitest';
import { change } from '../../src/database/work.ts';
import type { Database } from '../../src/database/work.ts';
import { storeTransfers } from '../../src/features/images/fetched-file-store.ts';
import { insertProfile, replaceProfile } from '../../src/features/profiles/profile-store.ts';
import { expireGrants } from '../../src/features/provisioning/expire-grants-job.ts';
import { dumpOf } from './dump-of.ts';
import { image1, wipe } from './example-profiles.ts';
import type { OpenDatabase } from './for-each-database.ts';
import { interposed } from './interposed-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

/** Every work, broken before each of its statements and before its commit: nothing of it may be left. */
export function storeContractFaults(open: OpenDatabase): void {
  describe.concurrent('a work that fails at any statement', () => {
    const visit = { net0: '52:54:00:00:00:01', serial: 'S', product: 'P' };

    it('leaves nothing when a machine boots, installs and reports', async () => {
      const { server, breaking } = await brokenServer(open);
      const bootIdOf = async () => (await breaking(() => server.boot(visit))).bootId;
      expect((await breaking(() => server.boot(visit))).decision).toBe('wait');
      const machine = visit.net0;
      const { id } = await server.run(machineShow, { machine });
      await breaking(() => server.run(machineGrant, { machine, profiles: ['wipe', 'image1'] }));
      const first = await bootIdOf();
      expect(await breaking(() => server.postInstall(id, first))).toMatchObject({ ok: true });
      expect(await breaking(() => server.finish(id, first))).toMatchObject({ ok: true });
      const second = await bootIdOf();
      expect(await breaking(() => server.answerFile(id, second, 'answer.yaml'))).toMatchObject({ ok: true });
      expect((await breaking(() => server.boot({ ...visit, product: 'Q' }))).decision).toBe('disk');
      expect(await breaking(() => server.fail(id, second, 'it broke'))).toMatchObject({ ok: true });
      expect(await breaking(() => server.finish(id, second))).toMatchObject({ ok: true });
      const { state, boots } = await server.run(machineShow, { machine });
      expect([state, boots.length]).toEqual(['finished', 4]);
    });

    it('leaves nothing when an administrator grants, revokes, holds, changes and forgets', async () => {
      const { server, breaking } = await brokenServer(open);
      const { id } = await breaking(() =>
        server.run(machineAdd, { macs: ['52:54:00:00:00:01'], labels: { a: '1', b: '2' } }),
      );
      const machine = String(id);
      await breaking(() => server.run(machineGrant, { machine, profiles: ['wipe'] }));
      await breaking(() => server.run(machineGrant, { machine, profiles: ['image1'], replace: true }));
      const changes = {
        addMacs: ['52:54:00:00:00:02'],
        removeMacs: ['52:54:00:00:00:01'],
        labels: { a: '' },
      };
      await breaking(() => server.run(machineSet, { machine, ...changes, hostname: 'web1', serial: 'S' }));
      await breaking(() => server.run(machineHold, { machine }));
      await breaking(() => server.run(machineUnhold, { machine }));
      await breaking(() => server.run(machineRevoke, { machine }));
      await server.boot({ net0: '52:54:00:00:00:02' });
      await breaking(() => server.run(machineForget, { machine }));
      expect((await server.run(machineList, {})).machines).toEqual([]);
    });

    it('leaves nothing when machines are taken over, with a boot that runs', async () => {
      const { server, breaking } = await brokenServer(open);
      const hosts = [7, 9].map((id) => ({
        ...{ id, macs: `52:54:00:00:00:0${id}`, serial: `S${id}`, uuid: '', hostname: `host${id}` },
        ...{ state: 'wipe,image1', bootid: `boot-${id}`, metadata: { role: 'web' } },
      }));
      const document = JSON.stringify(hosts);
      const summary = await breaking(() => server.run(machineImport, { document, kiwispray: true }));
      expect(summary).toMatchObject({ added: 2, runningInstalls: 2 });
      expect(await breaking(() => server.postInstall(7, 'boot-7'))).toMatchObject({ ok: true });
      expect(await breaking(() => server.finish(7, 'boot-7'))).toMatchObject({ ok: true });
      expect((await breaking(() => server.boot({ net0: '52:54:00:00:00:ff' }))).decision).toBe('wait');
      const { id, pendingSteps } = await server.run(machineShow, { machine: 'host7' });
      expect([id, pendingSteps]).toEqual([7, ['image1']]);
      expect((await server.run(machineShow, { machine: '52:54:00:00:00:ff' })).id).toBeGreaterThan(9);
    });

    it('leaves nothing when identities are in conflict', async () => {
      const { server, breaking } = await brokenServer(open, 'discover');
      await server.run(machineAdd, { macs: ['52:54:00:00:00:02'] });
      const { bootId } = await breaking(() => server.boot(visit));
      const { id } = await server.run(machineShow, { machine: visit.net0 });
      const facts = { macs: ['52:54:00:00:00:03'], metadata: { cores: 4 } };
      expect(await breaking(() => server.update(id, bootId, facts))).toMatchObject({ ok: true });
      const taken = { ...facts, macs: ['52:54:00:00:00:02'] };
      expect(await breaking(() => server.update(id, bootId, taken))).toMatchObject({ key: 'badUpdate' });
      await server.run(machineUnhold, { machine: visit.net0 });
      const both = { net0: '52:54:00:00:00:01', net1: '52:54:00:00:00:02' };
      expect((await breaking(() => server.boot(both))).decision).toBe('disk');
      const { machines } = await server.run(machineList, { state: 'held' });
      expect(machines.map((one) => one.id)).toEqual([1, id]);
    });

    it('leaves nothing when jobs, profiles and tokens change', async () => {
      const { server, breaking } = await brokenServer(open);
      const write = (work: Parameters<Database['write']>[0]) => breaking(() => server.database.write(work));
      for (const serial of ['a', 'b']) {
        const { id } = await server.run(machineAdd, { serial });
        await server.run(machineGrant, { machine: String(id), profiles: ['image1'] });
      }
      const past = { expires_at_ms: 1 };
      await server.database.write(() =>
        change({ build: (query) => query.updateTable('grants').set(past) }, {}),
      );
      expect(await write(expireGrants)).toBe(2);
      const row = { bootNumber: 1, file: 'a', fileSizeBytes: 9, sentBytesAdded: 1, coveredBytes: 1 };
      const rows = ['a', 'b'].map((file) => ({ ...row, file, firstAtMs: 1, lastAtMs: 2, complete: false }));
      await write(() => storeTransfers(rows));
      await write(() => storeTransfers(rows));
      await write(() => insertProfile({ ...image1, name: 'image2' }));
      await write(() => replaceProfile({ ...wipe, id: 1, version: 1 }, { ...wipe, warnings: ['new'] }));
      const { id } = await breaking(() =>
        server.run(tokenCreate, { name: 'ci', permissions: ['machine:read'] }),
      );
      await breaking(() => server.run(tokenRevoke, { id }));
    });
  });
}

/** A server that can be broken: `breaking` runs something with a fault before every statement, then without. */
async function brokenServer(open: OpenDatabase, newMachines: 'wait' | 'discover' = 'wait') {
  const database = await open();
  let failingAt = Infinity;
  const faulty = interposed(database, function* (done) {
    if (done === failingAt) throw new Error(`injected at ${failingAt}`);
  });
  const server = new ServerOnDatabase(faulty, 'server-a', { newMachines });
  await server.addProfiles();
  const breaking = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    const before = await dumpOf(database);
    for (failingAt = 0; failingAt < 200; failingAt++) {
      const outcome = await run().then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
      if ('result' in outcome) {
        failingAt = Infinity;
        return outcome.result;
      }
      expect(outcome.error).toEqual(new Error(`injected at ${failingAt}`));
      expect(await dumpOf(database)).toEqual(before);
    }
    throw new Error('a work of 200 statements was not expected');
  };
  return { server, breaking };
}
