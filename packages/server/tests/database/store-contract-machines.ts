import {
  machineAdd,
  machineExplain,
  machineForget,
  machineGrant,
  machineImport,
  machineList,
  machineSet,
  machineShow,
} from '@netberth/api';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/work.ts';
import {
  addIdentifiers,
  identityOf,
  machineOwning,
  removeAllIdentifiers,
  removeIdentifier,
} from '../../src/features/machines/identifier-store.ts';
import { knownOf } from '../../src/features/machines/known-machines.ts';
import {
  labelsOf,
  labelsOfAll,
  removeAllLabels,
  setLabels,
} from '../../src/features/machines/label-store.ts';
import {
  blankMachine,
  countMachinesFirstSeenSince,
  deleteMachine,
  findMachine,
  insertMachine,
  insertMachineWithId,
  insistOnMachine,
  machinesAtAddress,
  machinesNamed,
  updateMachine,
} from '../../src/features/machines/machine-store.ts';
import { dumpOf } from './dump-of.ts';
import type { OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const createdAtMs = 1_767_225_600_123;

/** Everything that a machine's row can hold, at its longest and strangest. */
const full: typeof blankMachine = {
  state: 'held',
  stateReason: `it's "so"; \\ 🛥 \n`,
  heldFrom: 'installing',
  hostname: 'h'.repeat(253),
  address: '2001:db8::1',
  network: {
    interfaces: [
      {
        mac: null,
        name: 'bond0',
        bond: { mode: '802.3ad', members: [{ mac: '52:54:00:12:34:56', name: null }], meanwhile: null },
        vlan: 7,
        mtu: 9000,
        addresses: ['2001:db8::1/64'],
        gateways: ['fe80::1'],
      },
    ],
    dns: ['2001:db8::53'],
    search: ['example.org'],
    boot: '52:54:00:12:34:56',
  },
  resting: 'rescue',
  metadata: {
    empty: '',
    nothing: null,
    no: false,
    half: 0.5,
    largest: Number.MAX_SAFE_INTEGER,
    deep: { list: [1, [2, { three: '🛥\0\ud83d' }]] },
    big: '🛥ü"\\'.repeat(100_000),
  },
  hardware: { product: '𝔑etberth 🛥️', asset: '' },
  grantId: Number.MAX_SAFE_INTEGER,
  startedBoot: 1,
  pendingSteps: ['wipe', 'image1'],
  firstSeenAtMs: createdAtMs,
  discoveredAtMs: createdAtMs + 1,
  finishedAtMs: 0,
  isProtected: true,
  rolloutId: 9,
  proof: 'key',
};

export function storeContractMachines(open: OpenDatabase): void {
  describe.concurrent('machines', () => {
    it.each([
      ['blank', blankMachine],
      ['full', full],
    ])('keep every value of a %s row', async (_, values) => {
      const database = await open();
      const made = await database.write(() => insertMachine(values, createdAtMs));
      expect(made).toEqual({ ...values, id: 1, version: 1, createdAtMs });
      expect(await database.read(() => findMachine(1))).toEqual(made);
      expect(await database.read(() => machinesNamed(values.hostname ?? 'none'))).toEqual(
        values.hostname === null ? [] : [made],
      );
      expect(await database.read(() => machinesAtAddress('2001:db8::1'))).toEqual(
        values.address === null ? [] : [made],
      );
    });

    it('change from one to the other and back, a version each time', async () => {
      const database = await open();
      const made = await database.write(() => insertMachine(blankMachine, createdAtMs));
      const changed = await database.write(() => updateMachine(made, full));
      expect(await database.read(() => findMachine(1))).toEqual({ ...full, id: 1, version: 2, createdAtMs });
      await database.write(() => insistOnMachine(changed));
      await database.write(() => updateMachine(changed, blankMachine));
      expect(await database.read(() => findMachine(1))).toEqual({ ...made, version: 3 });
    });

    it('are not changed by who knows an older version', async () => {
      const database = await open();
      const old = await database.write(() => insertMachine(blankMachine, createdAtMs));
      await database.write(() => updateMachine(old, { hostname: 'new' }));
      const late = database.write(() => updateMachine(old, { hostname: 'old' }));
      await expect(late).rejects.toThrow('other writers changed the same rows first');
      await expect(database.write(() => insistOnMachine(old))).rejects.toThrow('other writers');
      expect((await database.read(() => findMachine(1)))?.hostname).toBe('new');
    });

    it('keep ids that they had elsewhere, and the next gets the next', async () => {
      const database = await open();
      const given = await database.write(() => insertMachineWithId(4711, full, createdAtMs));
      expect(await database.read(() => findMachine(4711))).toEqual(given);
      await database.write(() => deleteMachine(4711));
      expect(await database.read(() => findMachine(4711))).toBeUndefined();
      expect((await database.write(() => insertMachine(blankMachine, createdAtMs))).id).toBe(4712);
    });

    it('are counted by when a boot recorded them, to the millisecond, and those that people added are not', async () => {
      const database = await open();
      for (const atMs of [1000, 2000, 2001])
        await database.write(() => insertMachine({ ...blankMachine, firstSeenAtMs: atMs }, 5000));
      await database.write(() => insertMachine(blankMachine, 2000));
      const counts = [];
      for (const sinceMs of [999, 1000, 2000, 2001])
        counts.push(await database.read(() => countMachinesFirstSeenSince(sinceMs)));
      expect(counts).toEqual([3, 2, 1, 0]);
    });

    it('are told apart by every character of an identifier', async () => {
      const database = await open();
      const longest = '🛥'.repeat(64);
      const serials = [longest, 'Ä'.repeat(128), 'a', 'A', 'A ', 'Ä', 'A\u0308', '%', '_', '\\'];
      await database.write(function* () {
        for (const [index, serial] of serials.entries())
          yield* addIdentifiers(index + 1, { macs: [], uuid: null, serial });
      });
      for (const [index, serial] of serials.entries()) {
        expect(await database.read(() => machineOwning('serial', serial))).toBe(index + 1);
        expect(await database.read(() => identityOf(index + 1))).toEqual({ macs: [], uuid: null, serial });
      }
      expect(await database.read(() => machineOwning('serial', 'B'))).toBeUndefined();
      expect(await database.read(() => machineOwning('uuid', 'A'))).toBeUndefined();
    });

    it('show everything of each machine that shares an identifier, and lose what is removed', async () => {
      const database = await open();
      const one = { macs: ['52:54:00:00:00:02', '52:54:00:00:00:01'], uuid: 'u', serial: 'S' };
      await database.write(function* () {
        yield* addIdentifiers(1, one);
        yield* addIdentifiers(2, { macs: ['52:54:00:00:00:03'], uuid: null, serial: null });
        yield* addIdentifiers(3, { macs: [], uuid: 'alone', serial: null });
      });
      const asked = { macs: ['52:54:00:00:00:03', '52:54:00:00:00:09'], uuid: 'u', serial: 'S' };
      const { identifiers: shared } = await database.read(() => knownOf(asked));
      expect(shared.toSorted((a, b) => (a.value < b.value ? -1 : 1))).toEqual([
        { kind: 'mac', value: '52:54:00:00:00:01', machineId: 1 },
        { kind: 'mac', value: '52:54:00:00:00:02', machineId: 1 },
        { kind: 'mac', value: '52:54:00:00:00:03', machineId: 2 },
        { kind: 'serial', value: 'S', machineId: 1 },
        { kind: 'uuid', value: 'u', machineId: 1 },
      ]);
      const removing = (machineId: number) =>
        database.write(() => removeIdentifier(machineId, 'mac', '52:54:00:00:00:01'));
      expect([await removing(2), await removing(1), await removing(1)]).toEqual([false, true, false]);
      await database.write(() => removeAllIdentifiers(2));
      expect(await database.read(() => identityOf(1))).toEqual({ ...one, macs: ['52:54:00:00:00:02'] });
      expect(await database.read(() => identityOf(2))).toEqual({ macs: [], uuid: null, serial: null });
    });

    it('have labels that are added, replaced and removed one by one', async () => {
      const database = await open();
      await database.write(() => setLabels(1, { rack: '7', Rack: '🛥'.repeat(127), note: '%_\\' }));
      await database.write(() => setLabels(1, { rack: '8', note: '', absent: '' }));
      await database.write(() => setLabels(2, { rack: '9' }));
      const ofOne = { Rack: '🛥'.repeat(127), rack: '8' };
      expect(await database.read(() => labelsOf(1))).toEqual(ofOne);
      await database.write(() => removeAllLabels(2));
      const all = await database.read(() => labelsOfAll([1, 2]));
      expect([...all]).toEqual([
        [1, ofOne],
        [2, {}],
      ]);
      expect([...(await database.read(() => labelsOfAll([])))]).toEqual([]);
    });

    it('boot with the longest serials that there are, and are not identified by longer ones', async () => {
      const server = new ServerOnDatabase(await open());
      const net0 = '52:54:00:00:00:01';
      for (const serial of ['ΐ'.repeat(128), '🛥'.repeat(65)]) {
        expect((await server.boot({ net0, serial })).decision).toBe('wait');
      }
      for (const serial of ['ß'.repeat(64), '🛥'.repeat(64), 'y'.repeat(128)]) await server.boot({ serial });
      const { machines } = await server.run(machineList, {});
      expect(machines.map(({ macs, serial }) => [macs, serial])).toEqual([
        [[net0], null],
        [[], 'S'.repeat(128)],
        [[], '🛥'.repeat(64)],
        [[], 'Y'.repeat(128)],
      ]);
    });

    it('show their MACs in one order: in lists, boot scripts and answer files, now and later', async () => {
      const server = new ServerOnDatabase(await open());
      await server.addProfiles();
      const macs = ['52:54:00:00:00:07', '52:54:00:00:00:0a', '52:54:00:00:00:02'];
      await server.run(machineAdd, { macs });
      await server.run(machineSet, { machine: '1', addMacs: ['52:54:00:00:00:01'], serial: 'S' });
      expect((await server.run(machineShow, { machine: '1' })).macs).toEqual([
        ...['52:54:00:00:00:01', '52:54:00:00:00:02', '52:54:00:00:00:07', '52:54:00:00:00:0a'],
      ]);
      await server.run(machineGrant, { machine: '1', profiles: ['image1'] });
      for (const net0 of [macs[0] ?? '', macs[2] ?? '']) {
        const { script, bootId } = await server.boot({ net0, serial: 'S' });
        expect(/ mac=(\S+)/.exec(script)?.[1]).toBe('52:54:00:00:00:01');
        if (net0 === macs[0]) continue;
        expect(await server.answerFile(1, bootId, 'answer.yaml')).toMatchObject({
          text: 'machine: 1 of 52:54:00:00:00:01\n',
        });
      }
    });

    it('are added, changed, explained and forgotten by commands, and nothing of them is left', async () => {
      const database = await open();
      const server = new ServerOnDatabase(database);
      await server.addProfiles();
      const before = await dumpWithoutAudit(database);
      await server.run(machineAdd, {
        macs: ['52:54:00:00:00:01'],
        metadata: { role: 'web', gone: 'x' },
        resting: 'discover',
      });
      await server.boot({ net0: '52:54:00:00:00:01', product: 'P 🛥' });
      const set = await server.run(machineSet, {
        ...{ machine: '1', hostname: 'Web1', address: '2001:DB8::1', labels: { rack: '7' } },
        ...{ metadata: { gone: '', zero: 0 }, addMacs: ['52-54-00-00-00-02'], serial: 's 1' },
      });
      const { hostname, address, labels, metadata, macs, serial, resting, hardware } = set;
      expect({ hostname, address, labels, metadata, macs, serial, resting, hardware }).toEqual({
        ...{
          hostname: 'web1',
          address: '2001:db8::1',
          labels: { rack: '7' },
          metadata: { role: 'web', zero: 0 },
        },
        ...{ macs: ['52:54:00:00:00:01', '52:54:00:00:00:02'], serial: 'S 1', resting: 'discover' },
        hardware: { product: 'P 🛥' },
      });
      expect(await server.run(machineShow, { machine: 'web1', boots: 0 })).toMatchObject(set);
      expect(await server.run(machineExplain, { machine: '1' })).toMatchObject({
        ...{ machineId: 1, decision: 'profile', profile: 'discover', reasonCode: 'NB1007' },
        script: '#!ipxe\nkernel k url=http://h/?id=1&bootid=[boot-id]\nboot\n',
      });
      await server.run(machineForget, { machine: '1' });
      expect(await dumpWithoutAudit(database)).toEqual(before);
    });

    it('that are taken over with the id of a forgotten one get scripts of their own', async () => {
      const server = new ServerOnDatabase(await open());
      const visit = { net0: '52:54:00:00:00:01' };
      const takeOver = (hostname: string) => {
        const machine = { id: 5, state: 'finished', hostname, macs: [visit.net0], serial: null, uuid: null };
        return server.run(machineImport, { document: JSON.stringify([machine]) });
      };
      await takeOver('first');
      expect((await server.boot(visit)).script).toContain('first (machine 5)');
      await server.run(machineForget, { machine: '5' });
      await takeOver('second');
      expect((await server.boot(visit)).script).toContain('second (machine 5)');
    });
  });
}

async function dumpWithoutAudit(database: Database) {
  return { ...(await dumpOf(database)), audit_records: [] };
}
