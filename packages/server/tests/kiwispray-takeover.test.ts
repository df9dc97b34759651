import { machineGrant, machineImport, machineList, machineSet } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kiwisprayImage } from './harness/images.ts';
import { headline, profileIn } from './harness/read-script.ts';
import { TestApp } from './harness/start-app.ts';

/** As a KIWIspray that has run for a while leaves it. */
const knownHosts = JSON.stringify(
  [
    {
      id: 1,
      macs: '52:54:00:00:00:01 52:54:00:00:01:01',
      serial: 'SER1',
      uuid: '4C4C4544-0042-3510-8052-B4C04F4E3201',
      hostname: 'web1',
      state: 'finished',
      bootid: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      metadata: { role: 'web', ram: 64, ipmi: true },
    },
    {
      id: 2,
      macs: '52:54:00:00:00:02',
      serial: 'SER2',
      uuid: '',
      hostname: 'not-set',
      state: 'new',
      bootid: '',
      metadata: {},
    },
    {
      id: 5,
      macs: '52:54:00:00:00:05',
      serial: '',
      uuid: '',
      hostname: 'db1',
      state: 'wipe,image1',
      bootid: 'Kf8xPz0m',
      metadata: { role: 'db' },
    },
    {
      id: 7,
      macs: '52:54:00:00:00:07',
      serial: 'SER7',
      uuid: '',
      hostname: 'db2',
      state: 'image1',
      bootid: 'running7',
      metadata: {},
    },
    {
      id: 8,
      macs: '52:54:00:00:00:08',
      serial: 'SER8',
      uuid: '',
      hostname: 'db3',
      state: 'image1,finished',
      bootid: '',
      metadata: {},
    },
    {
      id: 9,
      macs: '52:54:00:00:00:09',
      serial: 'To be filled by O.E.M.',
      uuid: '',
      hostname: 'not a name!',
      state: 'discover,new',
      bootid: 'seen9',
      metadata: {},
    },
  ],
  null,
  2,
);

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'discover', 'kiwispray-open-listing': 'true' });
  for (const name of ['wipe', 'image1', 'discover']) await app.import(name, kiwisprayImage);
});
afterAll(() => app.stop());

test('images come over as they are', async () => {
  const { destructive, postInstall, spec } = await app.import('image2', kiwisprayImage);
  expect({ destructive, postInstall, spec }).toEqual({
    destructive: true,
    postInstall: 'post_install.tmpl',
    spec: { method: 'kiwispray', template: 'host.tmpl' },
  });
});

test('a file with problems is taken in no part, and every problem is named with its line', async () => {
  const broken =
    '[\n{"id": 1, "macs": "52:54:00:00:00:01"},\n{"id": 1, "macs": "52:54:00:00:00:01"},\n{"id": "x"}\n]';
  expect(await app.refusal(machineImport, { document: broken, kiwispray: true })).toBe(
    'NB3017 nothing was imported: line 4, entry 3 has the id "x": a whole number from 1 is wanted; line 2, host 1 and line 3, host 1 both have the id 1: remove it from the one it does not belong to; line 2, host 1 and line 3, host 1 both have the MAC 52:54:00:00:00:01: remove it from the one it does not belong to. Mend the file and import again.',
  );
  expect((await app.run(machineList, {})).machines).toEqual([]);
});

test('a dry run says what would be done and does nothing', async () => {
  const { added } = await app.run(machineImport, { document: knownHosts, kiwispray: true, dryRun: true });
  expect(added).toBe(6);
  expect((await app.run(machineList, {})).machines).toEqual([]);
});

test('hosts come over with their ids, names, metadata and states; what was pending waits for a person', async () => {
  expect(await app.run(machineImport, { document: knownHosts, kiwispray: true })).toEqual({
    added: 6,
    unchanged: 0,
    machines: [],
    runningInstalls: 2,
    pending: [
      { id: 5, steps: ['wipe', 'image1'] },
      { id: 7, steps: ['image1'] },
      { id: 8, steps: ['image1'] },
    ],
    warnings: [
      'line 58, host 9: "not a name!" is not a host name: kept as metadata kiwispray_hostname',
      'line 58, host 9: the serial "To be filled by O.E.M." identifies nobody: left out',
    ],
  });
  const { machines } = await app.run(machineList, {});
  expect(
    machines.map(({ id, state, kiwisprayState, hostname, macs, serial, metadata, grant }) => [
      id,
      state,
      kiwisprayState,
      hostname,
      macs,
      serial,
      metadata,
      grant,
    ]),
  ).toEqual([
    [
      1,
      'finished',
      'finished',
      'web1',
      ['52:54:00:00:00:01', '52:54:00:00:01:01'],
      'SER1',
      { role: 'web', ram: 64, ipmi: true },
      null,
    ],
    [2, 'new', 'new', null, ['52:54:00:00:00:02'], 'SER2', {}, null],
    [5, 'new', 'wipe', 'db1', ['52:54:00:00:00:05'], null, { role: 'db' }, null],
    [7, 'new', 'image1', 'db2', ['52:54:00:00:00:07'], 'SER7', {}, null],
    [8, 'new', 'image1', 'db3', ['52:54:00:00:00:08'], 'SER8', {}, null],
    [9, 'new', 'new', null, ['52:54:00:00:00:09'], null, { kiwispray_hostname: 'not a name!' }, null],
  ]);
});

test('the same file again changes nothing', async () => {
  const again = await app.run(machineImport, { document: knownHosts, kiwispray: true });
  expect([again.added, again.unchanged]).toEqual([0, 6]);
});

test('/hosts shows the table that KIWIspray showed', async () => {
  const { status, text } = await app.ask('/hosts');
  expect([status, text]).toEqual([
    200,
    [
      ' #Id Hostname             State      Serial#',
      '   1 web1                 finished   SER1',
      '   2 not-set              new        SER2',
      '   5 db1                  wipe       ',
      '   7 db2                  image1     SER7',
      '   8 db3                  image1     SER8',
      '   9 not-set              new        ',
      '',
    ].join('\n'),
  ]);
});

describe('an install that was running', () => {
  test('fetches its post-install script with the boot id that KIWIspray gave it', async () => {
    const { status, text } = await app.call('/post-install', { id: 5 }, 'Kf8xPz0m');
    expect([status, text]).toEqual([
      200,
      `#!/bin/bash\nif [ "db" != "@metadata"."role@" ]; then echo "db" > /etc/role; fi\ncurl '${app.bootUrl}/finish?id=5&bootid=Kf8xPz0m'\n`,
    ]);
  });

  test('stands in the history of its machine as what it is', async () => {
    expect((await app.show({ id: 5 })).boots).toMatchObject([
      { reasonCode: 'NB1010', reason: 'served by KIWIspray, taken over while it ran', profile: 'wipe' },
    ]);
  });

  test('reports its end; the next step waits for a person', async () => {
    expect((await app.call('/finish', { id: 5 }, 'Kf8xPz0m')).status).toBe(200);
    expect((await app.call('/finish', { id: 5 }, 'Kf8xPz0m')).status).toBe(200);
    const { state, pendingSteps, grant } = await app.show({ id: 5 });
    expect([state, pendingSteps, grant]).toEqual(['new', ['image1'], null]);
    expect((await app.call('/post-install', { id: 5 }, 'Kf8xPz0m')).status).toBe(409);
    expect(profileIn((await app.boot({ net0: '52-54-00-00-00-05' })).script)).not.toBe('image1');
    await app.run(machineGrant, { machine: '5', profiles: ['image1'] });
    expect(profileIn((await app.boot({ net0: '52-54-00-00-00-05' })).script)).toBe('image1');
  });

  test('that was the last step, leaves a finished machine, also when the installed system reports it', async () => {
    expect((await app.call('/finish', { id: 7 }, 'running7')).text).toBe('machine 7: image1 finished\n');
    expect(await app.stateOf({ id: 7 })).toBe('finished');
    const { script } = await app.boot({ net0: '52-54-00-00-00-07', serial: 'ser7' });
    expect(headline(script)).toBe('NB1001: db2 (machine 7): its install is finished, it boots its own disk');
  });

  test('reports its failure: it is failed, and nothing more of it is served', async () => {
    const other = await TestApp.start({});
    await other.import('wipe', kiwisprayImage);
    const host = { id: 10, macs: '52:54:00:00:00:10', hostname: 'db4', bootid: 'running10' };
    const document = JSON.stringify([{ ...host, serial: '', uuid: '', state: 'wipe,image1', metadata: {} }]);
    await other.run(machineImport, { document, kiwispray: true });
    expect((await other.call('/failed', { id: 10 }, 'running10', 'disk is gone')).status).toBe(200);
    const { state, stateReason, pendingSteps } = await other.show({ id: 10 });
    expect([state, stateReason, pendingSteps]).toEqual([
      'failed',
      'wipe reports: disk is gone',
      ['wipe', 'image1'],
    ]);
    expect((await other.call('/post-install', { id: 10 }, 'running10')).text).toContain('it has failed');
    const { script } = await other.boot({ net0: '52-54-00-00-00-10' });
    expect(headline(script)).toBe(
      'NB1101: db4 (machine 10): its install failed: wipe reports: disk is gone; it boots its own disk',
    );
    await other.stop();
  });

  test('with another boot id is nobody', async () => {
    expect((await app.call('/finish', { id: 8 }, 'running7')).status).toBe(401);
    expect((await app.call('/finish', { id: 1 }, 'a'.repeat(32))).status).toBe(401);
    expect((await app.call('/finish', { id: 9 }, 'seen9')).status).toBe(401);
  });
});

test('what was pending boots nothing destructive until a person grants it', async () => {
  const presented = { net0: '52-54-00-00-00-08', serial: 'SER8' };
  expect(profileIn((await app.boot(presented)).script)).toBe('discover');
  await app.run(machineGrant, { machine: 'db3', profiles: ['image1'] });
  const { script, bootId } = await app.boot(presented);
  expect(profileIn(script)).toBe('image1');
  expect((await app.show({ id: 8 })).pendingSteps).toEqual([]);
  await app.call('/finish', { id: 8 }, bootId);
  expect((await app.ask('/state?id=8')).text).toBe('finished\n');
});

describe('discover', () => {
  const net0 = '52-54-00-00-00-0a';

  test('an unknown machine boots it, posts what it is, finishes, and polls until somebody wants something', async () => {
    const { script, bootId } = await app.boot({ net0, dhcp_mac: `net0$${net0}`, serial: 'SER10', uuid: '' });
    expect(profileIn(script)).toBe('discover');
    const id = Number(/^echo Machine (\d+) runs image discover/m.exec(script)?.[1]);
    expect(id).toBe(10);
    expect((await app.show({ id })).boots[0]).toMatchObject({
      ...{ reasonCode: 'NB1005', reason: 'it is new and is looked at by the profile discover' },
    });
    const form = new URLSearchParams([
      ['mac', '52:54:00:00:00:0a'],
      ['mac', '52:54:00:00:10:0a'],
      ['mac', '80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:0e:10:71'],
      ['metadata', '{"ipmi_addr": "192.0.2.10"}'],
      ['metadata', '{"dmi": {"product_name": "Board"}, "disks": ["sda", "sdb"]}'],
    ]).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const update = await app.ask({
      method: 'POST',
      path: `/update?id=10&bootid=${bootId}`,
      headers,
      body: form,
    });
    expect([update.status, update.text]).toEqual([200, 'machine 10: 1 new MACs, 3 metadata values\n']);
    expect((await app.call('/finish', { id }, bootId)).status).toBe(200);
    const { macs, metadata, state } = await app.show({ id });
    expect([macs, metadata, state]).toEqual([
      ['52:54:00:00:00:0a', '52:54:00:00:10:0a'],
      { ipmi_addr: '192.0.2.10', dmi: { product_name: 'Board' }, disks: ['sda', 'sdb'] },
      'new',
    ]);
    const poll = async () => (await app.call('/state', { id }, bootId)).text;
    expect([await poll(), await poll()]).toEqual(['new\n', 'new\n']);
    await app.run(machineGrant, { machine: '10', profiles: ['wipe', 'image1'] });
    expect(await poll()).toBe('wipe\n');
  });

  test('and then boots what was granted', async () => {
    const { script, bootId } = await app.boot({ net0: '52-54-00-00-10-0a', serial: 'SER10' });
    expect(profileIn(script)).toBe('wipe');
    await app.call('/finish', { id: 10 }, bootId);
    expect((await app.ask('/state?id=10')).text).toBe('image1\n');
  });

  test('once it has reported, it is not run again: the machine waits', async () => {
    const other = { net0: '52-54-00-00-00-0b' };
    const { bootId, script } = await app.boot(other);
    const id = Number(/^echo Machine (\d+) /m.exec(script)?.[1]);
    await app.call('/finish', { id }, bootId);
    expect(headline((await app.boot(other)).script)).toBe(
      `NB1003: machine ${id}: it is new and waits until something is granted`,
    );
  });

  test('with no profile discover, a new machine boots its disk, with an alert', async () => {
    const bare = await TestApp.start({ 'new-machines': 'discover' });
    const { script } = await bare.boot({ net0 });
    expect(headline(script)).toBe(
      'NB1109: machine 1: the profile discover does not exist; it boots its own disk',
    );
    expect((await bare.alertsOf({ id: 1 })).length).toBe(1);
    await bare.stop();
  });
});

test('what a person sets shows in templates', async () => {
  await app.run(machineSet, { machine: '2', hostname: 'mail1', metadata: { role: 'mail' } });
  await app.run(machineGrant, { machine: 'mail1', profiles: ['image1'] });
  const { script, bootId } = await app.boot({ net0: '52-54-00-00-00-02', serial: 'SER2' });
  expect(script).toContain('echo Machine 2 runs image image1 (mail1)\n');
  expect((await app.call('/post-install', { id: 2 }, bootId)).text).toContain('echo "mail" > /etc/role');
});

test('a failed machine shows its first remaining step, in /state as in /hosts', async () => {
  const { id, presented } = await app.addMachine({ hostname: 'bad1' });
  await app.run(machineGrant, { machine: String(id), profiles: ['wipe', 'image1'] });
  const { bootId } = await app.boot(presented);
  await app.call('/failed', { id }, bootId, 'x');
  expect((await app.ask(`/state?id=${id}`)).text).toBe('wipe\n');
  expect((await app.ask('/hosts')).text).toMatch(/^ +\d+ bad1 +wipe +$/m);
});

describe('the bytes of KIWIspray’s plain paths', () => {
  test('start the one live boot of their address', async () => {
    const { id, presented } = await app.addMachine();
    await app.run(machineGrant, { machine: String(id), profiles: ['image2'] });
    await app.boot(presented, '127.0.0.31');
    expect((await app.ask({ path: '/images/image2/disk.raw.xz', from: '127.0.0.31' })).status).toBe(200);
    expect(await app.stateOf({ id })).toBe('installing');
  });

  test('start nobody when two machines boot the same image from one address', async () => {
    const machines = [await app.addMachine(), await app.addMachine()];
    for (const { id, presented } of machines) {
      await app.run(machineGrant, { machine: String(id), profiles: ['image2'] });
      await app.boot(presented, '127.0.0.32');
    }
    expect((await app.ask({ path: '/images/image2/disk.raw.xz', from: '127.0.0.32' })).status).toBe(200);
    expect(await Promise.all(machines.map((machine) => app.stateOf(machine)))).toEqual([
      'granted',
      'granted',
    ]);
  });
});

test('/hosts, and /state without a boot id, are closed unless the setting opens them', async () => {
  const closed = await TestApp.start();
  const { id } = await closed.addMachine();
  for (const path of ['/hosts', `/state?id=${id}`, '/state?id=999']) {
    const { status, text } = await closed.ask(path);
    expect([status, text.split('\n')[0]]).toEqual([403, 'Netberth NB2008: listing machines is off']);
  }
  await closed.stop();
});
