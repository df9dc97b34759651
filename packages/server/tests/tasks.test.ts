import { machineFacts, machineGrant, machineSet, profileList, profileShow } from '@netberth/api';
import type { TaskReport, WipedDisk } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleFacts } from './harness/facts.ts';
import { liveImage, machineFilesIn } from './harness/live-image.ts';
import { installer, tarOf, withManifest } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';
import type { Known } from './harness/start-app.ts';

const said = {
  name: 'discover',
  tasks: true,
  machine: { sshKeys: ['ssh-ed25519 AAAA ops@desk'], files: [] },
};
const taskImage = liveImage(said);

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'discover', 'boot-url': 'http://192.0.2.1:8080' });
  await app.import('discover', taskImage);
  await app.import('image1', { ...installer, ...withManifest() });
});
afterAll(() => app.stop());

/** A machine that has booted into a task and begun it: what belongs to this boot was fetched. */
async function begun(steps: string, more: object = {}): Promise<Known & { readonly bootId: string }> {
  const machine = await app.addMachine(more);
  await app.run(machineGrant, { machine: String(machine.id), profiles: steps.split(',') });
  return { ...machine, bootId: await begin(machine) };
}

async function begin({ id, presented }: Known): Promise<string> {
  const { bootId } = await app.boot(presented);
  await app.ask(`/config/${id}/${bootId}/machine.cpio`);
  return bootId;
}

function tell(machine: Known, bootId: string, report: TaskReport | object) {
  return app.call('/task', machine, bootId, JSON.stringify(report));
}

async function next(machine: Known, bootId: string): Promise<string> {
  return (await app.call('/task', machine, bootId)).text.trim();
}

const erased: WipedDisk = {
  ...{ name: 'sda', model: 'ST4000', serial: 'ZC1A', bytes: 4_000_787_030_016, method: 'overwrite' },
  ...{ refused: ['ata erase: its security is frozen by the firmware'], seconds: 30_000 },
  ...{ sampledBlocks: 256, filledBlocks: 0 },
};

describe('an image with tasks', () => {
  test('brings a profile for each of them, of which those that change disks need a grant', async () => {
    const { profiles } = await app.run(profileList, {});
    const tasks = profiles.map(({ name, destructive, spec }) => [
      name,
      destructive,
      spec.method === 'live' ? spec.task : null,
    ]);
    expect(tasks).toEqual([
      ['discover', false, 'discover'],
      ['wipe', true, 'wipe'],
      ['test', false, 'test'],
      ['rescue', false, 'rescue'],
      ['capture', true, 'capture'],
      ['image1', true, null],
    ]);
  });

  test('that replaces another takes the place of all its tasks, and of no profile of somebody’s own', async () => {
    const own = await TestApp.start();
    await own.import('wipe', { ...installer, ...withManifest() });
    await own.import('discover', taskImage);
    await own.import('discover', liveImage({ ...said, version: '2' }), {
      replace: true,
    });
    const version = async (profile: string) => {
      const { spec } = await own.run(profileShow, { profile });
      return spec.method === 'live' ? spec.version : spec.method;
    };
    expect([await version('test'), await version('rescue'), await version('wipe')]).toEqual([
      ...['2', '2', 'linux'],
    ]);
    expect((await own.ask('/images/test/vmlinuz')).text).toBe('the kernel');
    await own.stop();
  });

  test('says on a trial import nothing of tasks, and makes none', async () => {
    const own = await TestApp.start();
    const answer = await own.upload('discover', await tarOf(taskImage), { dryRun: true });
    expect(answer.status).toBe(200);
    expect((await own.run(profileList, {})).profiles).toEqual([]);
    await own.stop();
  });

  test('is told its task, where to report, and what a person said of it', async () => {
    const machine = await app.addMachine({ metadata: { wipe: 'purge', 'wipe-disks': 'sda,ZC1B' } });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['wipe'] });
    const { bootId } = await app.boot(machine.presented);
    const { text } = await app.ask(`/config/${machine.id}/${bootId}/machine.cpio`);
    expect(machineFilesIn(text)['boot.env']).toBe(
      `NETBERTH_TASK=wipe
NETBERTH_UPDATE='http://192.0.2.1:8080/update?id=${machine.id}&bootid=${bootId}'
NETBERTH_REPORT='http://192.0.2.1:8080/task?id=${machine.id}&bootid=${bootId}'
NETBERTH_WIPE=purge
NETBERTH_WIPE_DISKS=sda,ZC1B
`,
    );
  });

  test('is not granted where what a person said of it makes no sense', async () => {
    const { id } = await app.addMachine({ metadata: { wipe: 'gently' } });
    expect(await app.refusal(machineGrant, { machine: String(id), profiles: ['wipe'] })).toContain(
      'metadata wipe is "gently": wanted is auto, purge or overwrite',
    );
  });
});

describe('a wipe', () => {
  test('ends only with its proof, which stays in the history, and the next step follows', async () => {
    const machine = await begun('wipe,image1');
    expect(await app.stateOf(machine)).toBe('installing');
    expect(await next(machine, machine.bootId)).toBe('stay');
    const report = { task: 'wipe', disks: [erased], missing: [] };
    const answer = await tell(machine, machine.bootId, report);
    expect([answer.status, answer.text]).toEqual([
      200,
      `machine ${machine.id}: wipe finished, next is image1\n`,
    ]);
    const [boot] = (await app.show(machine)).boots;
    const line =
      'sda (ST4000, serial ZC1A, 3.6 TiB): overwrite in 30000 s, 256 blocks read back, nothing in them (before that ata erase: its security is frozen by the firmware)';
    expect(boot?.callbacks.map(({ kind, detail }) => [kind, detail])).toContainEqual(['wipe', line]);
    expect(await app.alertsOf(machine)).toEqual([`note: machine ${machine.id}: wipe: ${line}`]);
    expect(await next(machine, machine.bootId)).toBe('restart');
    expect((await app.boot(machine.presented)).script).toContain('images/image1/');
  });

  test('told twice is one wipe', async () => {
    const machine = await begun('wipe,image1');
    const report = { task: 'wipe', disks: [erased], missing: [] };
    await tell(machine, machine.bootId, report);
    const again = await tell(machine, machine.bootId, { ...report, disks: [] });
    expect([again.status, again.text]).toEqual([200, `machine ${machine.id}: wipe is noted already\n`]);
    expect((await app.show(machine)).grant).toMatchObject({ step: 1 });
  });

  test.each([
    [
      'a disk that nothing erased',
      { disks: [{ ...erased, method: null }], missing: [] },
      'sda is not erased: ata erase: its security is frozen by the firmware',
    ],
    [
      'a disk that still holds something',
      { disks: [{ ...erased, refused: [], filledBlocks: 3 }], missing: [] },
      'sda is not erased: 3 blocks hold something',
    ],
    [
      'a disk that was not read back',
      { disks: [{ ...erased, refused: [], sampledBlocks: 0 }], missing: [] },
      'sda is not erased: nothing was read back',
    ],
    ['a disk that is not there', { disks: [erased], missing: ['sdq'] }, 'it has no disk sdq'],
    ['no disk at all', { disks: [], missing: [] }, 'it has no disk of its own'],
  ])('that leaves %s fails the machine, which stays to be looked at', async (_, found, why) => {
    const machine = await begun('wipe,image1');
    expect((await tell(machine, machine.bootId, { task: 'wipe', ...found })).status).toBe(200);
    const { state, stateReason, grant } = await app.show(machine);
    expect([state, stateReason, grant]).toEqual(['failed', `wipe reports: ${why}`, null]);
    expect(await next(machine, machine.bootId)).toBe('stay');
    expect((await app.boot(machine.presented)).script).not.toContain('images/');
  });

  test('that is cut off is done again, and after the second time the machine has failed', async () => {
    const machine = await begun('wipe');
    expect((await app.boot(machine.presented)).script).toContain('images/wipe/');
    await begin(machine);
    expect(await app.stateOf(machine)).toBe('installing');
    expect((await app.boot(machine.presented)).script).not.toContain('images/');
    const { state, stateReason } = await app.show(machine);
    expect([state, stateReason]).toEqual(['failed', 'wipe started 2 times and never finished']);
  });

  test('that is cut off and done again is finished by the proof of the second boot alone', async () => {
    const machine = await begun('wipe');
    const second = await begin(machine);
    const report = { task: 'wipe', disks: [erased], missing: [] };
    expect((await tell(machine, machine.bootId, report)).status).toBe(409);
    expect(await app.stateOf(machine)).toBe('installing');
    await tell(machine, second, report);
    expect(await app.stateOf(machine)).toBe('finished');
  });

  test('never follows from anything but a grant', async () => {
    const { id, presented } = await app.addMachine();
    expect(await app.refusal(machineSet, { machine: String(id), resting: 'wipe' })).toContain('destructive');
    expect((await app.boot({ ...presented, pick: 'wipe' })).script).not.toContain('images/wipe');
  });
});

test('a report of nonsense, of another task, or of a boot without one is refused, and ends nothing', async () => {
  const machine = await begun('wipe');
  const refused = async (report: object | string) => {
    const body = typeof report === 'string' ? report : JSON.stringify(report);
    return (await app.call('/task', machine, machine.bootId, body)).text.split('\n')[0];
  };
  expect(await refused('{')).toContain('NB8800: the report of the task is refused: it is not JSON');
  expect(await refused({ task: 'test', results: [] })).toContain('the task is wipe, not test');
  expect(await refused({ task: 'wipe', disks: [{}] })).toContain('disks.0.name');
  expect(await app.stateOf(machine)).toBe('installing');
  const other = await begun('image1');
  const answer = await tell(other, other.bootId, { task: 'discover' });
  expect([answer.status, answer.text.split('\n')[0]]).toEqual([
    409,
    expect.stringMatching(/^Netberth NB8801: boot \d+ has no task$/),
  ]);
  expect((await tell(machine, '0'.repeat(32), { task: 'discover' })).status).toBe(401);
});

test('a test that finds a fault fails the machine, with what failed', async () => {
  const machine = await begun('test', { metadata: { 'test-minutes': '0.5' } });
  const results = [
    { name: 'CPU', passed: true, text: '15 seconds without a fault' },
    { name: 'disk sda', passed: false, text: 'it says that it is failing' },
  ];
  await tell(machine, machine.bootId, { task: 'test', results });
  const { state, stateReason, boots } = await app.show(machine);
  expect([state, stateReason]).toEqual(['failed', 'test reports: disk sda: it says that it is failing']);
  expect(boots[0]?.callbacks.map(({ detail }) => detail)).toContain(
    'CPU: passed, 15 seconds without a fault\ndisk sda: FAILED, it says that it is failing',
  );
});

test('a rescue is not granted before somebody could sign in, and then says where', async () => {
  const plain = await TestApp.start();
  const machine = { sshKeys: ['{{ machine.metadata.ssh-key | line }}'], files: [] };
  await plain.import('discover', liveImage({ ...said, machine }));
  const { id } = await plain.addMachine({ metadata: { 'ssh-key': '' } });
  expect(await plain.refusal(machineGrant, { machine: String(id), profiles: ['rescue'] })).toContain(
    'nobody could sign in: give a key',
  );
  await plain.stop();
  const open = await begun('rescue');
  await tell(open, open.bootId, { task: 'rescue', addresses: ['192.0.2.9'], hostKey: 'SHA256:abc' });
  const { boots } = await app.show(open);
  expect(boots[0]?.callbacks.map(({ detail }) => detail)).toContain(
    'ssh root@192.0.2.9 (host key SHA256:abc)',
  );
});

describe('a machine that nobody knew', () => {
  test('tells what it is made of, waits, and is sent on when something is granted', async () => {
    const mac = app.newMac();
    const { bootId } = await app.boot({ net0: mac });
    const { id } = await app.history(mac);
    const machine = { id, mac, presented: { net0: mac } };
    const nics = [{ ...exampleFacts.nics[0], mac }];
    await app.call('/update', machine, bootId, JSON.stringify({ ...exampleFacts, nics }));
    await tell(machine, bootId, { task: 'discover' });
    expect((await app.run(machineFacts, { machine: mac })).newest?.facts.nics).toEqual(nics);
    expect(await next(machine, bootId)).toBe('restart');
    expect((await app.boot({ net0: mac })).script).not.toContain('images/discover');
  });

  test('and rests on the image from now on stays in it until something is granted', async () => {
    const machine = await app.addMachine({ resting: 'discover' });
    const { bootId } = await app.boot(machine.presented);
    await tell(machine, bootId, { task: 'discover' });
    expect(await next(machine, bootId)).toBe('stay');
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['wipe'] });
    expect(await next(machine, bootId)).toBe('restart');
  });

  test('tells what it sees under another task too, which makes it no other machine', async () => {
    const machine = await begun('wipe');
    const stranger = app.newMac();
    const nics = [{ ...exampleFacts.nics[0], mac: stranger }];
    const answer = await app.call(
      '/update',
      machine,
      machine.bootId,
      JSON.stringify({ ...exampleFacts, nics }),
    );
    expect(answer.status).toBe(200);
    const { newest } = await app.run(machineFacts, { machine: String(machine.id) });
    expect(newest?.facts.disks).toHaveLength(3);
    expect((await app.show(machine)).macs).toEqual([machine.mac]);
  });
});
