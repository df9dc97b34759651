import { rmSync } from 'node:fs';
import {
  auditList,
  firmwareInstall,
  machineExplain,
  machineForget,
  machineGrant,
  machineSet,
  mediaIssue,
  mediaList,
  mediaPack,
  mediaRevoke,
  userAdd,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';
import { folderOf } from '../firmware/own-firmware.ts';
import { installer, withManifest } from '../harness/images.ts';
import { headline, profileIn } from '../harness/read-script.ts';
import { questionOf, TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
const loader = makePe({ machine: 0x8664, commands: ['goto', 'chain', 'iflinkwait', 'vcreate'], texts });
const from = folderOf({ 'ipxe.efi': loader });

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080' });
  await app.run(firmwareInstall, { from });
  await app.import('secret', { ...installer, ...withManifest('image: disk.raw', 'proof: key') });
  const harmless = withManifest('image: disk.raw', 'proof: key', 'destructive: false');
  await app.import('locked', { ...installer, ...harmless });
});
afterAll(async () => {
  await app.stop();
  rmSync(from, { recursive: true });
});

async function granted(): Promise<Known> {
  const machine = await app.addMachine({});
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['secret'] });
  return machine;
}

/** A new medium of a machine, and the key in its image. */
async function mediumOf({ id }: Known, more: { readonly replace?: boolean } = {}) {
  const medium = await app.run(mediaIssue, { machine: String(id), firmware: ['uefi'], ...more });
  const image = await (await fetch(app.bootUrl + medium.path)).text();
  const key = /^set netberth_key (\S+)$/m.exec(image)?.[1] ?? '';
  return { ...medium, key };
}

async function served({ presented }: Known, key?: string): Promise<string | null> {
  return profileIn((await app.boot({ ...presented, ...(key !== undefined && { key }) })).script);
}

describe('a profile that demands the key of a medium', () => {
  test('is served to the machine that shows it, step by step as any other', async () => {
    const machine = await granted();
    const { key } = await mediumOf(machine);
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await served(machine, key)).toBe('secret');
    expect((await app.show(machine)).boots[0]).toMatchObject({ decision: 'profile', reasonCode: 'NB1006' });
  });

  test('is not served without one: the disk, an alert, no boot id, and nothing counted', async () => {
    const machine = await granted();
    await mediumOf(machine);
    const before = (await app.show(machine)).grant;
    const { script, bootId } = await app.boot(machine.presented);
    const says = `NB1115: machine ${machine.id}: secret is served only to a machine that shows the key of its boot medium, and it has shown none; it boots its own disk`;
    expect([headline(script), bootId]).toEqual([says, '']);
    expect(await app.alertsOf(machine)).toContain(`alert: ${says}`);
    expect((await app.show(machine)).grant).toEqual(before);
  });

  test('is not served with the key of another machine, or with any other word', async () => {
    const [machine, other] = [await granted(), await granted()];
    const { key } = await mediumOf(other);
    for (const wrong of [key, `${key.slice(0, -1)}_`, 'a'.repeat(43)]) {
      const { script, bootId } = await app.boot({ ...machine.presented, key: wrong });
      expect(headline(script)).toMatch(/^NB1116: machine \d+: secret is served only with the key/);
      expect(bootId).toBe('');
    }
    expect((await app.show(machine)).grant?.address).toBeNull();
  });

  test('is not served as what it rests on, or to whoever picks it in the menu, either', async () => {
    const machine = await app.addMachine({});
    const { key } = await mediumOf(machine);
    const picked = { ...machine, presented: { ...machine.presented, pick: 'locked' } };
    expect(await served(picked)).toBeNull();
    expect(await served(picked, key)).toBe('locked');
    await app.run(machineSet, { machine: String(machine.id), resting: 'locked' });
    expect(await served(machine)).toBeNull();
    expect(await served(machine, key)).toBe('locked');
  });

  test('is explained: what the machine lacks, and as if it came from its medium once there is one', async () => {
    const machine = await granted();
    const explained = async () => await app.run(machineExplain, { machine: String(machine.id) });
    expect(await explained()).toMatchObject({
      decision: 'disk',
      reasonCode: 'NB1115',
      wayOut: `Start it from a medium that was made for it: netberth media create --machine ${machine.id} -o FILE.iso`,
    });
    await mediumOf(machine);
    expect(await explained()).toMatchObject({ decision: 'profile', profile: 'secret' });
  });
});

describe('a machine that must come from its own medium', () => {
  async function demanding(): Promise<Known> {
    const machine = await app.addMachine({});
    await app.run(machineSet, { machine: String(machine.id), proof: 'key' });
    return machine;
  }
  const answerTo = async ({ presented }: Known, more: Record<string, string> = {}) => {
    const { script, bootId } = await app.boot({ ...presented, ...more });
    return [headline(script).slice(0, 6), bootId === '' ? 'no boot id' : profileIn(script)];
  };

  test('gets what is granted when it shows the key of that, and without it nothing: no grant, no menu', async () => {
    const machine = await demanding();
    await app.import('open', installer);
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['open'] });
    expect(await answerTo(machine)).toEqual(['NB1122', 'no boot id']);
    expect(await app.alertsOf(machine)).toContainEqual(expect.stringContaining('NB1122'));
    const { key } = await mediumOf(machine);
    expect(await answerTo(machine)).toEqual(['NB1122', 'no boot id']);
    expect(await answerTo(machine, { key })).toEqual(['NB1006', 'open']);
    await app.run(machineSet, { machine: String(machine.id), proof: 'none' });
    expect(await answerTo(machine)).toEqual(['NB1006', 'open']);

    const resting = await demanding();
    await app.run(machineSet, { machine: String(resting.id), resting: 'menu' });
    expect(await answerTo(resting)).toEqual(['NB1122', 'no boot id']);
    expect(await answerTo(resting, { pick: 'locked' })).toEqual(['NB1122', 'no boot id']);
    await app.boot({ ...resting.presented, key: (await mediumOf(resting)).key });
    expect((await app.show(resting)).boots[0]).toMatchObject({ decision: 'menu', reasonCode: 'NB1008' });
  });

  test('gets its disk with the key of another machine, and with one whose medium was revoked', async () => {
    const [machine, other] = [await demanding(), await demanding()];
    expect(await answerTo(machine, { key: (await mediumOf(other)).key })).toEqual(['NB1124', 'no boot id']);
    const { id, key } = await mediumOf(machine);
    await app.run(mediaRevoke, { id });
    const { script } = await app.boot({ ...machine.presented, key, medium: `${id}/usb/net0/1` });
    expect(headline(script)).toBe(
      `NB1123: machine ${machine.id}: it gets nothing without the key of its boot medium, and the one it has shown is of medium ${id}, which was revoked; it boots its own disk`,
    );
    expect((await app.show(machine)).boots[0]?.callbacks).toMatchObject([
      {
        kind: 'medium',
        detail: `${id} (usb) by net0, attempt 1; it showed the key of medium ${id}, which was revoked`,
      },
    ]);
  });

  test('is explained, and exported with that', async () => {
    const machine = await demanding();
    expect(await app.run(machineExplain, { machine: String(machine.id) })).toMatchObject({
      decision: 'disk',
      reasonCode: 'NB1122',
      wayOut: `Start it from a medium that was made for it: netberth media create --machine ${machine.id} -o FILE.iso; or demand none: netberth machine set ${machine.id} --proof none`,
    });
    expect((await app.show(machine)).proof).toBe('key');
  });
});

describe('the key of a medium', () => {
  test('ends when the medium is revoked, and when its machine is forgotten', async () => {
    const machine = await granted();
    const { id, key } = await mediumOf(machine);
    await app.run(mediaRevoke, { id });
    expect(headline((await app.boot({ ...machine.presented, key })).script)).toBe(
      `NB1121: machine ${machine.id}: secret is served only with the key of a boot medium, and the one it has shown is of medium ${id}, which was revoked; it boots its own disk`,
    );
    const forgotten = await granted();
    const old = await mediumOf(forgotten);
    await app.run(machineForget, { machine: String(forgotten.id) });
    expect(await served(forgotten, old.key)).toBeNull();
  });

  test('is rotated by a medium that replaces the others', async () => {
    const machine = await granted();
    const [first, second] = [await mediumOf(machine), await mediumOf(machine)];
    expect(await served(machine, first.key)).toBe('secret');
    const third = await mediumOf(machine, { replace: true });
    expect(third.replaced).toEqual([first.id, second.id]);
    expect(await served(machine, first.key)).toBeNull();
    expect(await served(machine, second.key)).toBeNull();
    expect(await served(machine, third.key)).toBe('secret');
  });

  test('is shown nowhere but in the image', async () => {
    const machine = await granted();
    const medium = await mediumOf(machine);
    await app.boot({ ...machine.presented, key: medium.key });
    const { key, ...shown } = medium;
    const history = await app.show(machine);
    const audit = await app.run(auditList, { limit: 1000 });
    const list = await app.run(mediaList, {});
    expect(JSON.stringify([shown, history, audit, list])).not.toContain(key);
  });
});

test('a role for the machines with a label makes, sees and revokes the media of these, and of no other', async () => {
  const [berlin, munich] = [
    await app.addMachine({ labels: { site: 'berlin' } }),
    await app.addMachine({ labels: { site: 'munich' } }),
  ];
  const firmware: 'uefi'[] = ['uefi'];
  const issue = ({ id }: Known) => ({ machine: String(id), firmware });
  const others = await app.run(mediaIssue, issue(munich));
  const { name, password } = await app.run(userAdd, { name: 'media', roles: ['operator@site=berlin'] });
  const operator = await app.signIn(name, password);
  const made = await operator.ask(questionOf(mediaIssue, issue(berlin)));
  const { id } = JSON.parse(made.text) as { id: number };
  expect((await operator.ask(questionOf(mediaIssue, issue(munich)))).status).toBe(404);
  const seen = JSON.parse((await operator.ask(questionOf(mediaList, {}))).text) as { media: object[] };
  expect(seen.media).toMatchObject([{ id, machineId: berlin.id }]);
  expect((await operator.ask(questionOf(mediaRevoke, { id: others.id }))).status).toBe(404);
  expect((await operator.ask(questionOf(mediaRevoke, { id }))).status).toBe(200);
  const document = 'name,ip\nweb2,192.0.2.11/24\n';
  expect((await operator.ask(questionOf(mediaPack, { document, firmware }))).status).toBe(200);
  expect((await app.run(mediaList, {})).media.map((medium) => medium.id)).toContain(others.id);
});
