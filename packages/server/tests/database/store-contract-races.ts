import {
  auditVerify,
  machineAdd,
  machineGrant,
  machineImport,
  machineList,
  machineRevoke,
  machineShow,
} from '@netberth/api';
import { beforeAll, describe, expect, it } from 'vitest';
import { moveWatermark, watermark } from '../../src/database/watermark.ts';
import type { Database } from '../../src/database/work.ts';
import { storeTransfers } from '../../src/features/images/fetched-file-store.ts';
import type { DatabaseName, MakeEmpty, OpenDatabase } from './for-each-database.ts';
import { slowed } from './interposed-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';
import type { Booted } from './server-on-database.ts';

/** Between two statements: long enough for another work to come in between. */
const pauseMs = 2;

/** What two servers on one database do at once. On SQLite, which has one server, both are the same. */
export function storeContractRaces(name: DatabaseName, open: OpenDatabase, makeEmpty: MakeEmpty): void {
  describe('two servers at once', () => {
    let a: ServerOnDatabase;
    let b: ServerOnDatabase;
    /** Not slowed: it gets a whole work in between two statements of the others. */
    let quick: ServerOnDatabase;
    let machines = 0;

    beforeAll(async () => {
      const url = await makeEmpty();
      const one = await open({ url });
      const other = name === 'SQLite' ? one : await open({ url });
      const server = (database: Database, chain: string) =>
        new ServerOnDatabase(slowed(database, name, pauseMs), chain, { newMachines: 'discover' });
      a = server(one, 'server-a');
      b = server(other, 'server-b');
      quick = new ServerOnDatabase(other, 'server-c');
      await a.addProfiles();
    });

    /** A machine of its own for each test. */
    async function addMachine(...profiles: readonly string[]) {
      const mac = `52:54:00:00:01:${String(++machines).padStart(2, '0')}`;
      const { id } = await a.run(machineAdd, { macs: [mac] });
      const machine = String(id);
      if (profiles.length > 0) await a.run(machineGrant, { machine, profiles: [...profiles] });
      return { id, machine, mac, visit: { net0: mac } };
    }
    const profilesServed = (boots: readonly Booted[]) =>
      boots.filter(({ decision }) => decision === 'profile');

    it('record one machine when both are asked by the same unknown one', async () => {
      const visit = { net0: '52:54:00:00:02:01', serial: 'TWICE' };
      const booted = await Promise.all([a.boot(visit), b.boot(visit), a.boot(visit), b.boot(visit)]);
      expect(profilesServed(booted)).toHaveLength(4);
      const found = await a.run(machineList, { search: 'twice' });
      expect(found.machines).toHaveLength(1);
      const shown = await a.run(machineShow, { machine: '52:54:00:00:02:01' });
      expect(shown.boots).toHaveLength(4);
    });

    it('record two machines when two unknown ones come', async () => {
      const macs = ['52:54:00:00:02:02', '52:54:00:00:02:03'] as const;
      await Promise.all([a.boot({ net0: macs[0] }), b.boot({ net0: macs[1] })]);
      const shown = await Promise.all(macs.map((machine) => a.run(machineShow, { machine })));
      expect(shown.map((one) => one.macs)).toEqual([[macs[0]], [macs[1]]]);
    });

    it('serve 20 boots of one machine under a grant, each with a boot id of its own', async () => {
      const { machine, visit } = await addMachine('image1');
      const boots = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? a : b).boot(visit)),
      );
      expect(profilesServed(boots)).toHaveLength(20);
      expect(new Set(boots.map(({ bootId }) => bootId)).size).toBe(20);
      const { grant } = await a.run(machineShow, { machine });
      expect(grant).toMatchObject({ starts: 0, step: 0, address: '192.0.2.10' });
    });

    it('begin one watermark together, and each moves it by what it did', async () => {
      const moveOn = ({ database }: ServerOnDatabase) =>
        database.write(function* () {
          const from = yield* watermark('together');
          yield* moveWatermark('together', from, from + 1);
        });
      await Promise.all([moveOn(a), moveOn(b), moveOn(a), moveOn(b)]);
      expect(await a.database.read(() => watermark('together'))).toBe(4);
    });

    it('bind a grant to one address when two ask at once', async () => {
      const { machine, visit } = await addMachine('image1');
      const boots = await Promise.all([a.boot(visit, '192.0.2.21'), b.boot(visit, '192.0.2.22')]);
      const { grant, boots: history } = await a.run(machineShow, { machine });
      expect(profilesServed(boots)).toHaveLength(1);
      expect(history.find(({ decision }) => decision === 'profile')?.address).toBe(grant?.address);
    });

    it('let one of two grants win, and refuse the other', async () => {
      const { machine, id } = await addMachine();
      const outcomes = await Promise.all([
        a.refusal(machineGrant, { machine, profiles: ['image1'], expires: '4h' }),
        b.refusal(machineGrant, { machine, profiles: ['wipe'], expires: '4h' }),
      ]);
      const { grant } = await a.run(machineShow, { machine });
      const refused = `NB3006 machine ${id} already has grant ${grant?.id} (${grant?.steps.join(',')}, until ${grant?.expiresAt})`;
      expect(outcomes.toSorted()).toEqual([refused, 'it was done']);
    });

    it('end one step when it is finished twice at once', async () => {
      const { id, machine, visit } = await addMachine('wipe', 'image1', 'image1');
      const { bootId } = await a.boot(visit);
      await a.postInstall(id, bootId);
      const told = await Promise.all([a.finish(id, bootId), b.finish(id, bootId)]);
      const text = `machine ${id}: wipe finished, next is image1`;
      expect(told).toEqual([
        { ok: true, text },
        { ok: true, text },
      ]);
      expect((await a.run(machineShow, { machine })).grant).toMatchObject({ step: 1, starts: 0 });
    });

    it('start a step once when two boots of it ask at once', async () => {
      const { id, machine, visit } = await addMachine('image1');
      const boots = [await a.boot(visit), await b.boot(visit)] as const;
      const served = await Promise.all([
        a.postInstall(id, boots[0].bootId),
        b.answerFile(id, boots[1].bootId, 'answer.yaml'),
      ]);
      expect(served.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await a.run(machineShow, { machine })).grant).toMatchObject({ starts: 1 });
    });

    it('finish or fail, not both, when both are told at once', async () => {
      const { id, machine, visit } = await addMachine('image1');
      const { bootId } = await a.boot(visit);
      await a.postInstall(id, bootId);
      await Promise.all([a.finish(id, bootId), b.fail(id, bootId, 'it broke')]);
      const { state, grant } = await a.run(machineShow, { machine });
      expect([state, grant]).toEqual(['finished', null]);
    });

    it('never serve an installer after a revoke was answered', async () => {
      for (let round = 0; round < 4; round++) {
        const { machine, visit } = await addMachine('image1');
        await a.boot(visit);
        const answered: string[] = [];
        const booting = Array.from({ length: 4 }, async (_, index) => {
          await pause(index * pauseMs * 3);
          answered.push(isInstaller(await a.boot(visit)) ? 'installer' : 'none');
        });
        const revoking = pause(round * pauseMs * 5).then(async () => {
          await quick.run(machineRevoke, { machine });
          answered.push('revoked');
        });
        await Promise.all([revoking, ...booting]);

        expect(answered.slice(answered.indexOf('revoked'))).not.toContain('installer');
        expect(isInstaller(await a.boot(visit))).toBe(false);
      }
    });

    it('never serve an answer file after a revoke was answered', async () => {
      for (let round = 0; round < 4; round++) {
        const { id, machine, visit } = await addMachine('image1');
        const { bootId } = await a.boot(visit);
        await a.postInstall(id, bootId);
        const answered: string[] = [];
        const fetching = Array.from({ length: 4 }, async (_, index) => {
          await pause(index * pauseMs * 3);
          const { ok } = await a.answerFile(id, bootId, 'answer.yaml');
          answered.push(ok ? 'file' : 'refused');
        });
        const revoking = pause(round * pauseMs * 5).then(async () => {
          await quick.run(machineRevoke, { machine });
          answered.push('revoked');
        });
        await Promise.all([revoking, ...fetching]);
        expect(answered.slice(answered.indexOf('revoked'))).not.toContain('file');
      }
    });

    it('give a MAC to one of two: a machine that reports it, or one that boots with it', async () => {
      for (let round = 0; round < 4; round++) {
        const mac = `52:54:00:00:03:0${round}`;
        const reporter = `52:54:00:00:04:0${round}`;
        const { bootId } = await a.boot({ net0: reporter, serial: `OLD-${round}` });
        const { id } = await a.run(machineShow, { machine: reporter });
        const [update, booted] = await Promise.all([
          a.update(id, bootId, { macs: [mac], metadata: { seen: true } }),
          b.boot({ net0: mac, serial: `NEW-${round}` }),
        ]);
        const { state, macs } = await a.run(machineShow, { machine: String(id) });
        if (update.ok) {
          expect(macs).toEqual([mac, reporter].toSorted());
          expect(booted.decision).toBe('disk');
        } else {
          expect([update.key, state, macs]).toEqual(['badUpdate', 'held', [reporter]]);
          expect(booted.decision).toBe('profile');
        }
      }
    });

    it('give a MAC to one of two that an administrator adds', async () => {
      const adding = { macs: ['52:54:00:00:05:01'] };
      const outcomes = await Promise.all([a.refusal(machineAdd, adding), b.refusal(machineAdd, adding)]);
      const { id } = await a.run(machineShow, { machine: '52:54:00:00:05:01' });
      const refused = `NB3014 mac 52:54:00:00:05:01 belongs to machine ${id}`;
      expect(outcomes.toSorted()).toEqual([refused, 'it was done']);
    });

    it('record what comes while machines are taken over with the ids that come next', async () => {
      const last = (await addMachine()).id;
      const taken = [1, 2, 3].map((step) => ({
        ...{ id: last + step, state: 'new', hostname: null, serial: `TAKEN ${step}`, uuid: null },
        macs: [],
      }));
      const importing = a.refusal(machineImport, { document: JSON.stringify(taken) });
      await pause(pauseMs * 3);
      await quick.run(machineAdd, { serial: 'CAME 1' });
      const coming = [2, 3, 4, 5].map((step) => quick.run(machineAdd, { serial: `CAME ${step}` }));
      await Promise.all([b.boot({ serial: 'CAME 6' }), ...coming]);
      expect(await importing).toMatch(
        /^(it was done|NB3017 nothing was imported: machine \d+ is here already)/,
      );
      const { machines: came } = await quick.run(machineList, { search: 'CAME' });
      expect(came.map(({ serial }) => String(serial)).toSorted()).toEqual(
        [1, 2, 3, 4, 5, 6].map((n) => `CAME ${n}`),
      );
    });

    it('add up what both sent of one file', async () => {
      const { machine, visit } = await addMachine('image1');
      await a.boot(visit);
      const { boots } = await a.run(machineShow, { machine });
      const row = {
        bootNumber: boots[0]?.number ?? 0,
        file: 'disk.raw',
        fileSizeBytes: 4000,
        sentBytesAdded: 1000,
        complete: false,
      };
      await Promise.all([
        a.database.write(() =>
          storeTransfers([{ ...row, coveredBytes: 1000, firstAtMs: 1000, lastAtMs: 1800 }]),
        ),
        b.database.write(() =>
          storeTransfers([{ ...row, coveredBytes: 3000, firstAtMs: 2500, lastAtMs: 3000 }]),
        ),
      ]);
      expect((await a.run(machineShow, { machine })).boots[0]?.files).toEqual([
        {
          file: 'disk.raw',
          sizeBytes: 4000,
          sentBytes: 2000,
          percent: 75,
          durationMs: 2000,
          complete: false,
        },
      ]);
    });

    it('keep two audit chains, each whole', async () => {
      const before = [await a.run(auditVerify, {}), await b.run(auditVerify, {})];
      const adding = Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? a : b).run(machineAdd, { serial: `AUDITED ${index}` }),
      );
      await Promise.all(adding);
      const after = [await a.run(auditVerify, {}), await b.run(auditVerify, {})];
      expect(after.map(({ problems }) => problems)).toEqual([[], []]);
      expect(after.map(({ records }, index) => records - (before[index]?.records ?? 0))).toEqual([6, 6]);
    });
  });
}

function isInstaller({ script }: Booted): boolean {
  return script.includes('/images/image1/vmlinuz');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
