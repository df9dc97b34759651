import { gzipSync } from 'node:zlib';
import {
  captureRemove,
  channelEnd,
  auditList,
  commandList,
  configurationApply,
  firmwareInstall,
  grantApprove,
  grantReject,
  groupRemove,
  groupSet,
  machineAdd,
  machineForget,
  machineGrant,
  machineGrantMany,
  machineHoldMany,
  machineRevokeMany,
  machineUnholdMany,
  machineHold,
  machineImport,
  machineLabel,
  machineMerge,
  machineSplit,
  machineRevoke,
  machineSet,
  machineUnhold,
  mediaIssue,
  mediaIssueMany,
  mediaList,
  mediaPack,
  mediaRevoke,
  menuMirror,
  powerBootNext,
  powerBootNextMany,
  powerCancel,
  powerConfigure,
  powerCycle,
  powerCycleMany,
  powerEject,
  powerOff,
  powerOffMany,
  powerOn,
  powerOnMany,
  powerReset,
  powerResetMany,
  powerUnset,
  profileCapture,
  profileCreate,
  profileEdit,
  profileRemove,
  profileReveal,
  roleRemove,
  rolloutApprove,
  rolloutBack,
  rolloutPause,
  rolloutResume,
  rolloutStart,
  rolloutStop,
  ruleRemove,
  ruleRun,
  ruleSet,
  roleSet,
  sessionEnd,
  secretsReset,
  secretsRotate,
  settingsSet,
  settingsUnset,
  sessionList,
  tokenCreate,
  tokenRevoke,
  userAdd,
  userPassword,
  userRemove,
  userSet,
  menuEntryRemove,
  menuEntrySet,
  statsAdd,
  webhookCreate,
  webhookRemove,
} from '@netberth/api';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeVersion, publish, siteFile } from '@netberth/publish';
import { FolderStore, sha256 } from '@netberth/publish/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';
import type { Answer } from '../harness/ask.ts';
import type { Browser } from '../harness/browser.ts';
import { FailingWrites } from '../harness/failing-writes.ts';
import { installer, tarOf } from '../harness/images.ts';
import { questionOf, TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

let app: TestApp;
let writes: FailingWrites;
let second: Browser;
/** More than all that is granted one by one here. */
const onePerson = 150;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'grants-second-person-above': String(onePerson) });
  await app.import('image1', installer);
  await app.import('live', installer, { nonDestructive: true });
  await app.run(userAdd, { name: 'second', roles: ['operator'] });
  const { password } = await app.run(userPassword, { user: 'second' });
  second = await app.signIn('second', password);
  writes = new FailingWrites(app.data);
});
afterAll(async () => {
  writes.close();
  await app.stop();
});

async function records() {
  return (await app.run(auditList, { limit: 1000 })).records;
}

type Change = {
  /** What must be so before, made through the same door. */
  readonly before: () => Promise<Known>;
  readonly make: (machine: Known) => Promise<Answer>;
  readonly target: (machine: Known) => string | null | RegExp;
  /** Where it cannot be made over the socket. */
  readonly who?: { readonly actor: string; readonly origin: string };
};
const known = () => app.addMachine();
/** It has sent its disk. */
async function captured(): Promise<Known> {
  const machine = await known();
  const manifest = 'kernel: vmlinuz\nargs: script={{ urls.postInstall }}\ncaptures: true\n';
  await app.import(`capture${machine.id}`, { 'profile.yaml': manifest, vmlinuz: 'the kernel' });
  await app.run(machineGrant, { ...reference(machine), profiles: [`capture${machine.id}`] });
  const { bootId } = await app.boot(machine.presented);
  const path = `/capture?id=${machine.id}&bootid=${bootId}`;
  await app.ask({ path, method: 'PUT', body: gzipSync('the disk') });
  return machine;
}
const reference = ({ id }: Known) => ({ machine: String(id) });
const grant = (machine: Known) => app.send(machineGrant, { ...reference(machine), profiles: ['image1'] });
const machineTarget = ({ id }: Known) => `machine:${id}`;
let splits = 0;
let otherId = 0;
let tokenId = 0;
let groupId = 0;
let sessionId = 0;

/** An account of its own for each test, named after a machine that nobody else has. */
async function knownUser(): Promise<Known> {
  const machine = await known();
  await app.run(userAdd, { name: `user${machine.id}` });
  return machine;
}
const user = ({ id }: Known) => ({ user: `user${id}` });

const medium = { bootUrl: 'http://192.0.2.1:8080', firmware: ['uefi' as const] };
/** A machine, and an iPXE that its media can be made of. */
async function knownWithLoader(): Promise<Known> {
  const from = join(app.data, 'own-loader');
  mkdirSync(from, { recursive: true });
  const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
  const commands = ['goto', 'chain', 'iflinkwait', 'vcreate'];
  writeFileSync(join(from, 'ipxe.efi'), makePe({ machine: 0x8664, commands, texts }));
  await app.run(firmwareInstall, { from });
  return known();
}

let webhookId = 0;
const ownScript = '#!ipxe\n# confirm: false\necho hello\n';
let proposalId = 0;
async function knownWithProposal(): Promise<Known> {
  const machine = await known();
  await app.run(machineSet, { ...reference(machine), protected: true });
  const granted = await app.run(machineGrant, { ...reference(machine), profiles: ['image1'] });
  proposalId = granted.proposal?.id ?? 0;
  return machine;
}

/** A machine that alone has its label, so that it can be rolled out to. */
async function knownToMove(): Promise<Known> {
  const label = app.newMac();
  const machine = await app.addMachine({ labels: { own: label } });
  ownLabel = `own=${label}`;
  return machine;
}
let ownLabel = '';
const imageOf = ({ id }: Known) => ({ image: `image-${id}` });
const rollOut = (machine: Known) =>
  app.send(rolloutStart, { ...imageOf(machine), to: 'live', label: ownLabel });
const rolloutTarget = ({ id }: Known) => `rollout:image-${id}`;
async function knownInRollout(): Promise<Known> {
  const machine = await knownToMove();
  await rollOut(machine);
  return machine;
}
/** More machines than one person may move. */
async function knownProposedRollout(): Promise<Known> {
  const machine = await knownToMove();
  const [name = '', value = ''] = ownLabel.split('=');
  const others = Array.from({ length: onePerson }, () => app.addMachine({ labels: { [name]: value } }));
  await Promise.all(others);
  await rollOut(machine);
  return machine;
}

const setRule = ({ id, mac }: Known) =>
  app.send(ruleSet, { name: `own-${id}`, match: [`mac=${mac}`], labels: { by: 'rule' } });
const ruleTarget = ({ id }: Known) => `rule:own-${id}`;
async function knownWithRule(): Promise<Known> {
  const machine = await known();
  await setRule(machine);
  return machine;
}
/** A machine that a hook switches, which is not there: what is ordered is written down all the same. */
async function knownSwitched(): Promise<Known> {
  const machine = await known();
  const words = { driver: 'redfish' as const, address: '192.0.2.9', user: 'u', password: 'p' };
  await app.run(powerConfigure, { ...reference(machine), ...words, untested: true });
  return machine;
}
let orderId = 0;
const idsOf = ({ id }: Known) => ({ ids: [id] });
const powerChange = (make: Change['make']): Change => ({
  ...{ before: knownSwitched, make, target: machineTarget },
});

/** One way to make each change that there is. */
const changes: Readonly<Record<string, Change>> = {
  'power.configure': {
    before: known,
    make: (machine) => app.send(powerConfigure, { ...reference(machine), driver: 'wol' }),
    target: machineTarget,
  },
  'power.unset': powerChange((machine) => app.send(powerUnset, reference(machine))),
  'power.on': powerChange((machine) => app.send(powerOn, reference(machine))),
  'power.off': powerChange((machine) => app.send(powerOff, reference(machine))),
  'power.cycle': powerChange((machine) => app.send(powerCycle, reference(machine))),
  'power.reset': powerChange((machine) => app.send(powerReset, reference(machine))),
  'power.boot-next': powerChange((machine) =>
    app.send(powerBootNext, { ...reference(machine), next: 'pxe' }),
  ),
  'power.eject': powerChange((machine) => app.send(powerEject, reference(machine))),
  'power.on-many': powerChange((machine) => app.send(powerOnMany, idsOf(machine))),
  'power.off-many': powerChange((machine) => app.send(powerOffMany, idsOf(machine))),
  'power.cycle-many': powerChange((machine) => app.send(powerCycleMany, idsOf(machine))),
  'power.reset-many': powerChange((machine) => app.send(powerResetMany, idsOf(machine))),
  'power.boot-next-many': powerChange((machine) =>
    app.send(powerBootNextMany, { ...idsOf(machine), next: 'pxe' }),
  ),
  'power.cancel': {
    before: async () => {
      const machine = await knownSwitched();
      // The first is under way, the second waits for its turn.
      await app.run(powerOn, reference(machine));
      orderId = (await app.run(powerOff, reference(machine))).id;
      return machine;
    },
    make: () => app.send(powerCancel, { id: orderId }),
    target: () => /^power-order:\d+$/,
  },
  'machine.add': {
    before: known,
    make: () => app.send(machineAdd, { macs: [app.newMac()] }),
    target: () => /^machine:\d+$/,
  },
  'machine.set': {
    before: known,
    make: (machine) => app.send(machineSet, { ...reference(machine), hostname: 'web1' }),
    target: machineTarget,
  },
  'machine.grant': { before: known, make: grant, target: machineTarget },
  'machine.revoke': {
    before: async () => {
      const machine = await known();
      await grant(machine);
      return machine;
    },
    make: (machine) => app.send(machineRevoke, { ...reference(machine), reason: 'not today' }),
    target: machineTarget,
  },
  'machine.hold': {
    before: known,
    make: (machine) => app.send(machineHold, { ...reference(machine), reason: 'moving' }),
    target: machineTarget,
  },
  'machine.unhold': {
    before: async () => {
      const machine = await known();
      await app.run(machineHold, reference(machine));
      return machine;
    },
    make: (machine) => app.send(machineUnhold, reference(machine)),
    target: machineTarget,
  },
  'machine.grant-many': {
    before: known,
    make: ({ id }) => app.send(machineGrantMany, { ids: [id], profiles: ['image1'] }),
    target: machineTarget,
  },
  'machine.revoke-many': {
    before: async () => {
      const machine = await known();
      await grant(machine);
      return machine;
    },
    make: ({ id }) => app.send(machineRevokeMany, { ids: [id] }),
    target: machineTarget,
  },
  'machine.hold-many': {
    before: known,
    make: ({ id }) => app.send(machineHoldMany, { ids: [id] }),
    target: machineTarget,
  },
  'machine.unhold-many': {
    before: async () => {
      const machine = await known();
      await app.run(machineHold, reference(machine));
      return machine;
    },
    make: ({ id }) => app.send(machineUnholdMany, { ids: [id] }),
    target: machineTarget,
  },
  'machine.label': {
    before: known,
    make: ({ id }) => app.send(machineLabel, { ids: [id], add: { site: 'berlin' } }),
    target: machineTarget,
  },
  'grant.approve': {
    before: knownWithProposal,
    make: () => second.ask(questionOf(grantApprove, { id: proposalId })),
    target: () => `grant-proposal:${proposalId}`,
    who: { actor: 'second', origin: '127.0.0.1' },
  },
  'grant.reject': {
    before: knownWithProposal,
    make: () => app.send(grantReject, { id: proposalId }),
    target: () => `grant-proposal:${proposalId}`,
  },
  'rule.set': { before: known, make: setRule, target: ruleTarget },
  'rule.run': {
    before: knownWithRule,
    make: (machine) => app.send(ruleRun, { name: `own-${machine.id}`, yes: true }),
    target: ruleTarget,
  },
  'rule.remove': {
    before: knownWithRule,
    make: (machine) => app.send(ruleRemove, { name: `own-${machine.id}` }),
    target: ruleTarget,
  },
  'rollout.start': { before: knownToMove, make: rollOut, target: rolloutTarget },
  'rollout.approve': {
    before: knownProposedRollout,
    make: (machine) => second.ask(questionOf(rolloutApprove, imageOf(machine))),
    target: rolloutTarget,
    who: { actor: 'second', origin: '127.0.0.1' },
  },
  'rollout.pause': {
    before: knownInRollout,
    make: (machine) => app.send(rolloutPause, imageOf(machine)),
    target: rolloutTarget,
  },
  'rollout.resume': {
    before: async () => {
      const machine = await knownInRollout();
      await app.run(rolloutPause, imageOf(machine));
      return machine;
    },
    make: (machine) => app.send(rolloutResume, imageOf(machine)),
    target: rolloutTarget,
  },
  'rollout.stop': {
    before: knownInRollout,
    make: (machine) => app.send(rolloutStop, imageOf(machine)),
    target: rolloutTarget,
  },
  'rollout.back': {
    before: knownInRollout,
    make: (machine) => app.send(rolloutBack, imageOf(machine)),
    target: rolloutTarget,
  },
  'machine.merge': {
    before: async () => {
      otherId = (await known()).id;
      return await known();
    },
    make: (machine) => app.send(machineMerge, { ...reference(machine), other: String(otherId) }),
    target: machineTarget,
  },
  'machine.split': {
    before: () => app.addMachine({ serial: `SPLIT${(splits += 1)}` }),
    make: (machine) => app.send(machineSplit, { ...reference(machine), serial: true }),
    target: machineTarget,
  },
  'machine.forget': {
    before: known,
    make: (machine) => app.send(machineForget, reference(machine)),
    target: machineTarget,
  },
  'machine.import': {
    before: known,
    make: ({ id }) =>
      app.send(machineImport, {
        document: JSON.stringify([
          { id: id + 1000, state: 'new', hostname: null, macs: [app.newMac()], serial: null, uuid: null },
        ]),
      }),
    target: () => null,
  },
  'menu.mirror': { before: known, make: () => app.send(menuMirror, { prune: true }), target: () => 'menu' },
  'profile.import': {
    before: known,
    make: async ({ id }) => app.upload(`new${id}`, await tarOf(installer)),
    target: ({ id }) => `profile:new${id}`,
  },
  'profile.capture': {
    before: captured,
    make: ({ id }) => app.send(profileCapture, { name: `golden${id}`, machine: id }),
    target: ({ id }) => `profile:golden${id}`,
  },
  'capture.remove': {
    before: captured,
    make: (machine) => app.send(captureRemove, { machine: machine.id }),
    target: machineTarget,
  },
  'profile.create': {
    before: known,
    make: ({ id }) => app.send(profileCreate, { name: `saved${id}`, product: 'memtest86plus' }),
    target: ({ id }) => `profile:saved${id}`,
  },
  'profile.reveal': {
    before: async () => {
      const machine = await known();
      await app.run(profileCreate, { name: `shown${machine.id}`, product: 'memtest86plus' });
      return machine;
    },
    make: (machine) => app.send(profileReveal, { profile: `shown${machine.id}`, ...reference(machine) }),
    target: ({ id }) => `profile:shown${id}`,
  },
  'profile.edit': {
    before: async () => {
      const machine = await known();
      const input = { preseed: '# {{ machine.id }}\n' };
      await app.run(profileCreate, { name: `edited${machine.id}`, product: 'debian', input });
      return machine;
    },
    make: ({ id }) =>
      app.send(profileEdit, { profile: `edited${id}`, file: 'preseed.cfg', text: '# another\n' }),
    target: ({ id }) => `profile:edited${id}`,
  },
  'profile.remove': {
    before: async () => {
      const machine = await known();
      await app.import(`gone${machine.id}`, installer);
      return machine;
    },
    make: ({ id }) => app.send(profileRemove, { profile: `gone${id}` }),
    target: ({ id }) => `profile:gone${id}`,
  },
  'firmware.install': {
    before: known,
    make: () => {
      const from = join(app.data, 'own-firmware');
      mkdirSync(from, { recursive: true });
      writeFileSync(join(from, 'isohdpfx.bin'), 'boot code');
      return app.send(firmwareInstall, { from });
    },
    target: () => 'firmware',
  },
  'media.issue': {
    before: knownWithLoader,
    make: (machine) => app.send(mediaIssue, { ...reference(machine), ...medium }),
    target: () => /^medium:\d+$/,
  },
  'media.issue-many': {
    before: knownWithLoader,
    make: ({ id }) => app.send(mediaIssueMany, { ids: [id], ...medium }),
    target: () => /^media-batch:\d+$/,
  },
  'media.pack': {
    before: knownWithLoader,
    make: () => app.send(mediaPack, { document: 'name,ip\nweb1,192.0.2.10/24\n', ...medium }),
    target: () => /^media-batch:\d+$/,
  },
  'media.revoke': {
    before: async () => {
      const machine = await knownWithLoader();
      await app.run(mediaIssue, { ...reference(machine), ...medium });
      return machine;
    },
    make: async ({ id }) => {
      const { media } = await app.run(mediaList, {});
      return app.send(mediaRevoke, { id: media.find(({ machineId }) => machineId === id)?.id ?? 0 });
    },
    target: () => /^medium:\d+$/,
  },
  'menu.entry.set': {
    before: known,
    make: () => app.send(menuEntrySet, { file: 'hello.ipxe', document: ownScript }),
    target: () => 'menu-entry:hello.ipxe',
  },
  'menu.entry.remove': {
    before: async () => {
      await app.run(menuEntrySet, { file: 'hello.ipxe', document: ownScript });
      return await known();
    },
    make: () => app.send(menuEntryRemove, { file: 'hello.ipxe' }),
    target: () => 'menu-entry:hello.ipxe',
  },
  'channel.end': {
    before: async () => {
      const machine = await known();
      const version = makeVersion([siteFile('menu.ipxe', '#!ipxe\n')], sha256);
      await publish(new FolderStore(join(app.data, 'channels')), {
        ...{ channel: `pr-${machine.id}`, version, keep: 1, now: () => new Date(), expiresAt: null },
        ...{ source: null, dryRun: false },
      });
      return machine;
    },
    make: ({ id }) => app.send(channelEnd, { channel: `pr-${id}` }),
    target: ({ id }) => `channel:pr-${id}`,
  },
  'stats.add': {
    before: known,
    make: () => {
      const [head, sha256] = ['a'.repeat(64), 'b'.repeat(64)];
      const log = { name: 'access.log', head, sha256, bytes: 1, follows: null };
      return app.send(statsAdd, { document: JSON.stringify({ log, counts: [] }) });
    },
    target: () => /^log:\d+$/,
  },
  'webhook.create': {
    before: known,
    make: () => app.send(webhookCreate, { url: 'https://192.0.2.1/hook' }),
    target: () => /^webhook:\d+$/,
  },
  'webhook.remove': {
    before: async () => {
      webhookId = (await app.run(webhookCreate, { url: 'https://192.0.2.1/hook' })).id;
      return await known();
    },
    make: () => app.send(webhookRemove, { id: webhookId }),
    target: () => `webhook:${webhookId}`,
  },
  // What it changes is made, and recorded, by the commands of the same meaning.
  'configuration.apply': {
    before: known,
    make: () => app.send(configurationApply, { configuration: {} }),
    target: () => 'configuration',
  },
  'settings.set': {
    before: known,
    make: () => app.send(settingsSet, { name: 'menu.timeout', value: '30' }),
    target: () => 'setting:menu.timeout',
  },
  'settings.unset': {
    before: async () => {
      await app.run(settingsSet, { name: 'menu.timeout', value: '30' });
      return await known();
    },
    make: () => app.send(settingsUnset, { name: 'menu.timeout' }),
    target: () => 'setting:menu.timeout',
  },
  'secrets.rotate': { before: known, make: () => app.send(secretsRotate, {}), target: () => 'secrets' },
  'secrets.reset': { before: known, make: () => app.send(secretsReset, {}), target: () => 'secrets' },
  'user.add': {
    before: known,
    make: ({ id }) => app.send(userAdd, { name: `new${id}`, roles: ['operator'] }),
    target: () => /^user:\d+$/,
  },
  'user.set': {
    before: knownUser,
    make: (machine) => app.send(userSet, { ...user(machine), roles: ['editor'] }),
    target: () => /^user:\d+$/,
  },
  'user.password': {
    before: knownUser,
    make: (machine) => app.send(userPassword, user(machine)),
    target: () => /^user:\d+$/,
  },
  'user.remove': {
    before: knownUser,
    make: (machine) => app.send(userRemove, user(machine)),
    target: () => /^user:\d+$/,
  },
  'role.set': {
    before: known,
    make: ({ id }) => app.send(roleSet, { name: `role${id}`, permissions: ['machine:hold'] }),
    target: ({ id }) => `role:role${id}`,
  },
  'role.remove': {
    before: async () => {
      const machine = await known();
      await app.run(roleSet, { name: `role${machine.id}`, permissions: ['machine:hold'] });
      return machine;
    },
    make: ({ id }) => app.send(roleRemove, { name: `role${id}` }),
    target: ({ id }) => `role:role${id}`,
  },
  'group.set': {
    before: known,
    make: ({ id }) => app.send(groupSet, { group: `CN=Group ${id},DC=example`, roles: ['operator'] }),
    target: () => /^group:\d+$/,
  },
  'group.remove': {
    before: async () => {
      const machine = await known();
      groupId = (await app.run(groupSet, { group: `group ${machine.id}`, roles: ['viewer'] })).id;
      return machine;
    },
    make: () => app.send(groupRemove, { id: groupId }),
    target: () => `group:${groupId}`,
  },
  'session.end': {
    before: async () => {
      const machine = await known();
      const { name, password } = await app.run(userAdd, { name: `guest${machine.id}` });
      await app.signIn(name, password);
      sessionId = (await app.run(sessionList, {})).sessions.at(-1)?.id ?? 0;
      return machine;
    },
    make: () => app.send(sessionEnd, { id: sessionId }),
    target: () => /^user:\d+$/,
  },
  'token.create': {
    before: known,
    make: () => app.send(tokenCreate, { name: 'ci', permissions: ['machine:read'] }),
    target: () => /^token:\d+$/,
  },
  'token.revoke': {
    before: async () => {
      tokenId = (await app.run(tokenCreate, { name: 'ci', permissions: ['machine:read'] })).id;
      return await known();
    },
    make: () => app.send(tokenRevoke, { id: tokenId }),
    target: () => `token:${tokenId}`,
  },
};

const written = commandList.filter(({ effect }) => effect === 'write').map(({ name }) => name);

test('every change that there is, is made here', () => {
  expect(Object.keys(changes).sort()).toEqual([...written].sort());
});

describe.each(written)('%s', (name) => {
  const { before, make, target, who } = changes[name] ?? {
    ...{ before: known, make: grant, target: machineTarget },
    who: undefined,
  };

  test('leaves one record: who, from where, what, of whom, what was and what is', async () => {
    const machine = await before();
    const old = await records();
    expect((await make(machine)).status).toBe(200);
    const added = (await records()).slice(old.length);
    const wanted = target(machine);
    expect(added.map(({ actor, origin, command, target: of }) => ({ actor, origin, command, of }))).toEqual([
      {
        ...(who ?? { actor: 'ada (claimed)', origin: 'socket' }),
        command: name,
        of: wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted,
      },
    ]);
    expect(added[0]?.before === null && added[0]?.after === null).toBe(false);
  });

  test('is not made when its record cannot be written, and nothing is left of it', async () => {
    const machine = await before();
    const old = writes.contents();
    for (let count = 1; count < 30; count++) {
      writes.failAt(count);
      const { status } = await make(machine);
      writes.failAt(0);
      if (status === 200) return;
      expect(status).toBe(500);
      expect(writes.contents()).toBe(old);
    }
    throw new Error('it never succeeds');
  });

  test('leaves a record that it was refused, and no other', async () => {
    const old = (await records()).length;
    // Of one actor only so many refusals are recorded within a minute.
    const reader = `reader-of-${name.split('.')[0] ?? ''}`;
    const { token } = await app.run(tokenCreate, { name: reader, permissions: ['machine:read'] });
    const definition = commandList.find((one) => one.name === name);
    const path = `/api/v1${definition?.http.path.replaceAll(/\{\w+\}/g, '1') ?? ''}`;
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await app.askAdmin({ method: definition?.http.method ?? 'GET', path, headers });
    expect(status).toBe(403);
    const [, refused, ...others] = (await records()).slice(old);
    expect([refused, others]).toMatchObject([
      { actor: `token:${reader}`, command: name, after: { refused: 'NB3003' } },
      [],
    ]);
  });
});

test('a record says what was and what is, and why', async () => {
  const machine = await app.addMachine({ hostname: 'old1' });
  await app.run(machineSet, { machine: String(machine.id), hostname: 'new1' });
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'], reason: 'ticket 7' });
  const [set, granted] = (await records()).slice(-2);
  expect([set?.before, set?.after]).toMatchObject([{ hostname: 'old1' }, { hostname: 'new1' }]);
  expect([granted?.before, granted?.after]).toMatchObject([
    { grant: null },
    { grant: { steps: ['image1'] } },
  ]);
  expect(granted?.reason).toBe('ticket 7');
});

test('a token is never part of a record', async () => {
  const { token } = await app.run(tokenCreate, { name: 'ci', permissions: ['machine:read'] });
  expect(JSON.stringify(await records())).not.toContain(token);
  expect(writes.contents()).not.toContain(token);
});

test('boots and reports of machines are their own log, not records', async () => {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
  const old = (await records()).length;
  const { bootId } = await app.boot(machine.presented);
  await app.call('/post-install', machine, bootId);
  await app.call('/finish', machine, bootId);
  expect((await records()).length).toBe(old);
  expect((await app.show(machine)).boots.length).toBe(1);
});

test('the person is who the socket says, in plain text', async () => {
  const headers = { 'content-type': 'application/json', 'x-netberth-user': encodeURIComponent('Jürgen\n') };
  const body = JSON.stringify({ macs: [app.newMac()] });
  await app.askSocket({ method: 'POST', path: '/api/v1/machines', headers, body });
  expect((await records()).at(-1)?.actor).toBe('Jürgen (claimed)');
});
