import { machineGrant, machineSet, machineUnhold } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { diskSaying, headline, profileIn } from '../harness/read-script.ts';
import { refusalIn, TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('image1', installer);
});
afterAll(() => app.stop());

let uuids = 0;
function newUuid(): string {
  uuids += 1;
  return `4c4c4544-0042-3510-8052-${uuids.toString(16).padStart(12, '0')}`;
}

/** MACs, serial and UUID of a machine; all of its own. */
async function complete(): Promise<Known & { serial: string; uuid: string; macs: string[] }> {
  const macs = [app.newMac(), app.newMac()].sort();
  const uuid = newUuid();
  const serial = `SER${uuids}`;
  const machine = await app.addMachine({ macs, serial, uuid });
  const [net0 = '', net1 = ''] = macs;
  return { ...machine, macs, serial, uuid, presented: { net0, net1, serial, uuid } };
}

async function identityOf(machine: Pick<Known, 'id'>) {
  const { macs, serial, uuid } = await app.show(machine);
  return { macs, serial, uuid };
}

describe('a request is machine A', () => {
  test('when it carries all that A has', async () => {
    const { presented, id } = await complete();
    expect(headline((await app.boot(presented)).script)).toBe(
      `NB1002: machine ${id}: nothing is granted, it boots its own disk`,
    );
  });

  test('when it carries one MAC of A, in any spelling, at any of its places', async () => {
    const { macs, id } = await complete();
    const mac = macs[1] ?? '';
    const spellings: [string, string][] = [
      ['net0', mac],
      ['net7', mac.toUpperCase().replaceAll(':', '-')],
      ['dhcp_mac', mac.replaceAll(':', '')],
      ['dhcp_mac', `net0$${mac.replaceAll(':', '-')}`],
    ];
    for (const [name, value] of spellings) {
      expect(headline((await app.boot({ [name]: value })).script)).toContain(`machine ${id}:`);
    }
  });

  test('when it carries more MACs, which are nobody’s: they are not learnt', async () => {
    const { presented, id, macs, serial, uuid } = await complete();
    const net2 = app.newMac();
    expect(headline((await app.boot({ ...presented, net2 })).script)).toContain(`machine ${id}:`);
    expect(await identityOf({ id })).toEqual({ macs, serial, uuid });
    const { script } = await app.boot({ net2 });
    expect(headline(script)).not.toContain(`machine ${id}:`);
  });

  test('when A has no MAC yet and its serial agrees', async () => {
    const machine = await app.addMachine({ macs: [], serial: 'lonely 1' });
    const { script } = await app.boot({ net0: app.newMac(), serial: ' Lonely 1 ', uuid: newUuid() });
    expect(headline(script)).toContain(`machine ${machine.id}:`);
    expect(await identityOf(machine)).toEqual({ macs: [], serial: 'LONELY 1', uuid: null });
  });
});

describe('a request is nobody’s: disk, a conflict is recorded, nothing is learnt, nothing is served', () => {
  /** Boots it, and makes sure that all of them are left alone. @returns why */
  async function conflictOf(
    presented: Readonly<Record<string, string>>,
    machines: readonly Known[],
  ): Promise<string> {
    const before = await Promise.all(machines.map(identityOf));
    for (const { id } of machines) {
      await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
    }
    const { script, bootId } = await app.boot(presented);
    const why = /apart from another: (.*); it boots its own disk/.exec(script)?.[1] ?? '';
    expect(script).toBe(
      diskSaying(
        `NB1103: unknown machine: this machine cannot be told apart from another: ${why}; it boots its own disk, and so do the others`,
        'Mend the identifiers (netberth machine set ID --uuid UUID, or "" for none; --serial likewise; or forget one), then netberth machine unhold ID',
      ),
    );
    expect(bootId).toBe('');
    for (const [index, machine] of machines.entries()) {
      const { state, stateReason, grant } = await app.show(machine);
      expect([state, stateReason]).toEqual(['held', `identity in conflict: ${why}`]);
      expect(grant).toMatchObject({ starts: 0, step: 0, address: null });
      expect(await identityOf(machine)).toEqual(before[index]);
      expect(await app.alertsOf(machine)).toEqual([
        `alert: NB1103: unknown machine: this machine cannot be told apart from another: ${why}; it boots its own disk, and so do the others`,
      ]);
      expect(profileIn((await app.boot(machine.presented)).script)).toBeNull();
    }
    return why;
  }

  test('when it carries a MAC of A and one of B', async () => {
    const [a, b] = [await app.addMachine(), await app.addMachine()];
    expect(await conflictOf({ net0: a.mac, net1: b.mac }, [a, b])).toBe(
      `it carries identifiers of several machines: mac ${a.mac} of machine ${a.id}; mac ${b.mac} of machine ${b.id}`,
    );
  });

  test('when it carries a MAC of A and the serial of B', async () => {
    const a = await app.addMachine();
    const b = await complete();
    expect(await conflictOf({ net0: a.mac, serial: b.serial }, [a, b])).toBe(
      `it carries identifiers of several machines: mac ${a.mac} of machine ${a.id}; serial ${b.serial} of machine ${b.id}`,
    );
  });

  test('when it carries the serial of A and none of its MACs', async () => {
    const a = await complete();
    expect(await conflictOf({ net0: app.newMac(), serial: a.serial }, [a])).toBe(
      `it carries none of the MACs ${a.macs.join(', ')}`,
    );
  });

  test('when it contradicts the UUID of A', async () => {
    const a = await complete();
    const uuid = newUuid();
    expect(await conflictOf({ ...a.presented, uuid }, [a])).toBe(`its UUID is ${uuid}, known is ${a.uuid}`);
  });

  test('when it contradicts the serial of A', async () => {
    const a = await complete();
    expect(await conflictOf({ ...a.presented, serial: 'another' }, [a])).toBe(
      `its serial is ANOTHER, known is ${a.serial}`,
    );
  });

  test('and the machine is served again when a person has let it go', async () => {
    const a = await app.addMachine();
    await app.run(machineGrant, { machine: String(a.id), profiles: ['image1'] });
    const b = await app.addMachine();
    await app.boot({ net0: a.mac, net1: b.mac });
    await app.run(machineUnhold, { machine: String(a.id) });
    expect(profileIn((await app.boot(a.presented)).script)).toBe('image1');
  });

  test('a conflict is told once in ten minutes, however often the machine asks', async () => {
    const [a, b] = [await app.addMachine(), await app.addMachine()];
    for (let boots = 0; boots < 5; boots++) await app.boot({ net0: a.mac, net1: b.mac });
    expect((await app.alertsOf(a)).length).toBe(1);
    app.nowMs += 11 * 60_000;
    await app.boot({ net0: a.mac, net1: b.mac });
    expect((await app.alertsOf(a)).length).toBe(2);
  });
});

describe('a known machine gains identifiers only', () => {
  test('from a person', async () => {
    const machine = await app.addMachine();
    const mac = app.newMac();
    await app.run(machineSet, { machine: String(machine.id), addMacs: [mac], serial: 'by hand' });
    expect(await identityOf(machine)).toEqual({
      macs: [machine.mac, mac].sort(),
      serial: 'BY HAND',
      uuid: null,
    });
    expect(headline((await app.boot({ net0: mac })).script)).toContain(`machine ${machine.id}:`);
  });

  test('from a person who does not take them from another machine', async () => {
    const [a, b] = [await app.addMachine(), await app.addMachine()];
    expect(await app.refusal(machineSet, { machine: String(a.id), addMacs: [b.mac] })).toBe(
      `NB3014 mac ${b.mac} belongs to machine ${b.id}. An identifier belongs to one machine. See it (netberth machine show ${b.id}) and take it away there, or make one machine of both: netberth machine merge ${b.id} OTHER`,
    );
  });

  describe('from /update of a discover boot', () => {
    let discovering: TestApp;
    beforeAll(async () => {
      discovering = await TestApp.start({ 'new-machines': 'discover' });
      await discovering.import('discover', { ...installer, ...withManifest() });
    });
    afterAll(() => discovering.stop());

    async function discover(): Promise<{ id: number; bootId: string; net0: string }> {
      const net0 = discovering.newMac();
      const { bootId, script } = await discovering.boot({ net0 });
      return { id: Number(/machine (\d+):/.exec(script)?.[1]), bootId, net0 };
    }

    test('which is its own', async () => {
      const machine = await discover();
      const mac = discovering.newMac();
      const body = `mac=${mac}&mac=${machine.net0}&mac=00:00:00:00:00:00`;
      const answer = await discovering.call('/update', machine, machine.bootId, body);
      expect([answer.status, answer.text]).toEqual([
        200,
        `machine ${machine.id}: 1 new MACs, 0 metadata values\n`,
      ]);
      expect((await discovering.show(machine)).macs).toEqual([machine.net0, mac].sort());
    });

    test('not when one of them is another machine’s: conflict, held, nothing learnt', async () => {
      const a = await discover();
      const b = await discover();
      const body = `mac=${discovering.newMac()}&mac=${b.net0}&metadata={"role":"x"}`;
      const answer = await discovering.call('/update', a, a.bootId, body);
      expect([answer.status, answer.text]).toEqual([
        400,
        `Netberth NB2007: the update is refused: it reports mac ${b.net0}, which belongs to machine ${b.id}\nSend form fields mac (repeated) and metadata (a JSON object).\n`,
      ]);
      const { macs, state, metadata } = await discovering.show(a);
      expect([macs, state, metadata]).toEqual([[a.net0], 'held', {}]);
      expect(await discovering.alertsOf(a)).toEqual([
        `alert: machine ${a.id}: it reports mac ${b.net0}, which belongs to machine ${b.id}`,
      ]);
    });

    test('not with the boot id of another', async () => {
      const a = await discover();
      const b = await discover();
      const answer = await discovering.call('/update', a, b.bootId, `mac=${discovering.newMac()}`);
      expect(answer.status).toBe(401);
      expect((await discovering.show(a)).macs).toEqual([a.net0]);
    });

    test('not after it has finished', async () => {
      const machine = await discover();
      await discovering.call('/finish', machine, machine.bootId);
      const answer = await discovering.call(
        '/update',
        machine,
        machine.bootId,
        `mac=${discovering.newMac()}`,
      );
      expect([answer.status, answer.text.split('\n')[0]]).toEqual([
        409,
        expect.stringMatching(/^Netberth NB2003: boot \d+ may no longer do this: it has finished$/),
      ]);
      expect((await discovering.show(machine)).macs).toEqual([machine.net0]);
    });
  });

  test('not from the installer of another profile', async () => {
    await app.import('image2', { ...installer, ...withManifest() });
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image2'] });
    const { bootId } = await app.boot(machine.presented);
    const answer = await app.call('/update', machine, bootId, `mac=${app.newMac()}`);
    expect([answer.status, answer.text.split('\n')[0]]).toEqual([
      409,
      expect.stringMatching(/^Netberth NB2009: boot \d+ is not a discover boot$/),
    ]);
    expect((await app.show(machine)).macs).toEqual([machine.mac]);
  });
});

describe('placeholders identify nobody', () => {
  test.each([
    { serial: '0' },
    { serial: '00000000' },
    { serial: 'FFFFFFFF' },
    { serial: 'To be filled by O.E.M.' },
    { serial: ' to be filled by o.e.m. ' },
    { serial: 'Not Specified' },
    { serial: 'None' },
    { serial: 'Default string' },
    { serial: '................' },
    { uuid: '00000000-0000-0000-0000-000000000000' },
    { uuid: 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF' },
    { uuid: '03000200-0400-0500-0006-000700080009' },
    { net0: '00:00:00:00:00:00' },
    { net0: 'ff-ff-ff-ff-ff-ff' },
    { net0: '01:00:5e:00:00:01' },
  ])('%j', async (presented) => {
    expect(headline((await app.boot(presented as Record<string, string>)).script)).toBe(
      'NB1104: unknown machine: nothing in the request identifies this machine; it boots its own disk',
    );
  });

  test('two machines that have nothing in common but placeholders are two machines', async () => {
    const placeholders = { serial: 'Default string', uuid: '03000200-0400-0500-0006-000700080009' };
    const first = headline((await app.boot({ net0: app.newMac(), ...placeholders })).script);
    const second = headline((await app.boot({ net0: app.newMac(), ...placeholders })).script);
    const machineIn = (line: string) => /^NB1002: machine (\d+):/.exec(line)?.[1];
    expect(machineIn(first)).toBeDefined();
    expect(machineIn(second)).toBeDefined();
    expect(machineIn(first)).not.toBe(machineIn(second));
  });

  test('a person cannot add a machine by one', async () => {
    const answer = await app.askSocket({
      method: 'POST',
      path: '/api/v1/machines',
      headers: { 'content-type': 'application/json' },
      body: '{"serial":"None"}',
    });
    expect(refusalIn(answer)).toBe(
      'NB3154 the serial "NONE" is a placeholder, which identifies no machine. Leave it out, and name the machine by a MAC, a UUID or a serial number of its own.',
    );
  });
});
