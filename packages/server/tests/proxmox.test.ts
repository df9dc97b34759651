import { machineGrant, machineShow, profileCreate } from '@netberth/api';
import { parse as parseToml } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApp, type Known } from './harness/start-app.ts';

const crypt =
  '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/';
const serial = 'PVE-1';
const uuid = '4c4c4544-0042-3510-8052-b4c04f4e3232';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080' });
  await app.run(profileCreate, {
    ...{ name: 'pve', product: 'proxmox-ve', choice: { mode: 'automatic' }, answers: 'default' },
    input: { prepared: 'http://files.example/pve-auto.iso' },
    set: { disk: '/dev/sda', password: crypt },
  });
});
afterAll(() => app.stop());

/** What `proxmox-fetch-answer` posts of a machine. */
function report(macs: readonly string[], system: object = {}): string {
  return JSON.stringify({
    $schema: { version: '1.0' },
    product: { fullname: 'Proxmox VE', product: 'pve', enable_btrfs: true },
    iso: { release: '9.2', isorelease: '1' },
    dmi: { system, baseboard: { name: 'board' }, chassis: {} },
    network_interfaces: macs.map((mac, index) => ({ link: `ens${index}`, mac })),
  });
}

async function post(body: string, from = '127.0.0.1') {
  return await app.ask({ method: 'POST', path: '/answer.toml', body, from });
}

async function grantedMachine(more: Parameters<TestApp['addMachine']>[0] = {}): Promise<Known> {
  const machine = await app.addMachine(more);
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['pve'] });
  return machine;
}

describe("Proxmox's installer, whose ISO knows one URL for all machines,", () => {
  test('gets the answers of the boot that its machine comes from, and ends it', async () => {
    const machine = await grantedMachine({ hostname: 'pve1', serial, uuid });
    const { script } = await app.boot(machine.presented);
    expect(script).toContain('http://files.example/pve-auto.iso');
    expect(script).toContain('proxmox-start-auto-installer');
    const answer = await post(
      report([machine.mac, '52:54:ff:00:00:01'], { serial, uuid: uuid.toUpperCase() }),
    );
    expect(answer.status).toBe(200);
    const { global, 'post-installation-webhook': hook } = parseToml(answer.text) as Record<
      string,
      { url: string }
    >;
    expect(global).toMatchObject({ fqdn: 'pve1.home.arpa', 'root-password-hashed': crypt });
    expect(await app.stateOf(machine)).toBe('installing');
    const { pathname, search } = new URL(hook?.url ?? '');
    const told = await app.ask({
      method: 'POST',
      path: `${pathname}${search}`,
      body: '{"fqdn":"pve1.home.arpa"}',
    });
    expect([told.status, told.text]).toEqual([200, `machine ${machine.id}: pve finished\n`]);
    expect(await app.stateOf(machine)).toBe('finished');
    const { boots } = await app.run(machineShow, { machine: String(machine.id) });
    expect(boots[0]?.callbacks.map(({ kind, detail }) => `${kind}: ${detail}`)).toEqual([
      'answer: fetched answer.toml',
      `finish: machine ${machine.id}: pve finished`,
    ]);
    expect((await post(report([machine.mac]))).status).toBe(403);
  });

  test('gets nothing a second time: what has started is not started again', async () => {
    const machine = await grantedMachine();
    await app.boot(machine.presented);
    expect((await post(report([machine.mac]))).status).toBe(200);
    const again = await post(report([machine.mac]));
    expect([again.status, again.text.split('\n')[0]]).toEqual([
      403,
      `Netberth NB2023: no answer file for machine ${machine.id}: NB1107: pve has started and has not reported its end; it boots its own disk`,
    ]);
  });

  test('gets nothing for a machine that was granted nothing, or has not booted what it was granted', async () => {
    const machine = await app.addMachine();
    await app.boot(machine.presented);
    expect((await post(report([machine.mac]))).text).toContain('NB1002: nothing is granted');
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['pve'] });
    expect((await post(report([machine.mac]))).text).toContain('it has not booted that profile');
    expect(await app.stateOf(machine)).toBe('granted');
  });

  test('gets nothing from another address, with the serial number of another, or with nobody’s card', async () => {
    const machine = await grantedMachine({ serial: 'PVE-4' });
    await app.boot(machine.presented);
    const elsewhere = await post(report([machine.mac]), '127.0.0.9');
    expect(elsewhere.text).toContain('NB1106: it asks from 127.0.0.9, but its grant is bound to 127.0.0.1');
    const other = await post(report([machine.mac], { serial: 'PVE-5' }));
    expect(other.text).toContain('its serial is PVE-5, known is PVE-4');
    expect((await post(report(['52:54:ff:00:00:02']))).status).toBe(403);
    expect(await app.stateOf(machine)).toBe('granted');
    const alerts = await app.alertsOf(machine);
    expect(alerts).toEqual([expect.stringContaining('NB1106'), expect.stringContaining('NB1103')]);
  });

  test.each(['', 'no JSON', '[]', '{"network_interfaces":[{"mac":7}]}', '{"network_interfaces":{}}'])(
    'is told so when it says nothing that can be read: %j',
    async (body) => {
      const answer = await post(body);
      expect([answer.status, answer.text.split(':')[0]]).toEqual([400, 'Netberth NB2024']);
    },
  );
});

test('a profile that demands the key of a medium is not served to whoever cannot show one', async () => {
  await app.run(profileCreate, {
    ...{
      name: 'pve-key',
      product: 'proxmox-ve',
      choice: { mode: 'automatic' },
      answers: 'default',
      proof: 'key',
    },
    input: { prepared: 'http://files.example/pve-auto.iso' },
    set: { disk: '/dev/sda', password: crypt },
  });
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['pve-key'] });
  expect((await post(report([machine.mac]))).text).toContain(
    'NB1115: pve-key is served only to a machine that shows',
  );
});

test('without --mode automatic nothing would ask for the answers, and the profile is not made', async () => {
  const refusal = await app.refusal(profileCreate, {
    ...{ name: 'pve-asks', product: 'proxmox-ve', answers: 'default' },
    set: { disk: '/dev/sda', password: crypt },
  });
  expect(refusal).toContain('Proxmox VE reads an answer file only with --mode automatic');
});
