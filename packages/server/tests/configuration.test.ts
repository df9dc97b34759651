import {
  auditList,
  configurationApplied,
  configurationApply,
  configurationExport,
  configurationPlan,
  grantList,
  groupSet,
  machineAdd,
  machineForget,
  machineLabel,
  machineList,
  machineSet,
  machineShow,
  menuEntryShow,
  profileCreate,
  profileShow,
  roleList,
  roleSet,
  rolloutStart,
  rolloutStop,
  ruleList,
  settingsList,
  settingsSet,
  tokenCreate,
} from '@netberth/api';
import type { Configuration, Plan } from '@netberth/api';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discOf } from './harness/discs.ts';
import { FailingWrites } from './harness/failing-writes.ts';
import { installer, withManifest } from './harness/images.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

type Given = Record<string, unknown>;
const asInput = (configuration: Given) => configuration as Configuration;
const plan = (configuration: Given, more: Given = {}) =>
  app.run(configurationPlan, { configuration: asInput(configuration), ...more });
const apply = (configuration: Given, more: Given = {}) =>
  app.run(configurationApply, { configuration: asInput(configuration), ...more });
const refusedApply = (configuration: Given, more: Given = {}) =>
  app.refusal(configurationApply, { configuration: asInput(configuration), ...more });
const ids = ({ changes }: Plan) => changes.map(({ id }) => id);
const sentences = ({ changes }: Plan) =>
  changes.flatMap(({ kind, name, action, fields }) =>
    fields.map(({ field, before, after }) => `${action} ${kind} ${name}: ${field} ${before} -> ${after}`),
  );
const web1 = { macs: ['52:54:00:12:34:56'], hostname: 'web1' };

test('a plan says what would change and changes nothing; its apply does just that, and then nothing is left', async () => {
  const { id } = await app.run(machineAdd, { ...web1, labels: { rack: '7', site: 'berlin' } });
  const folder = {
    machines: {
      web1: { ...web1, labels: { rack: '8' }, metadata: { role: 'web' }, address: '192.0.2.10/24' },
    },
    roles: { 'night-shift': { permissions: ['machine:read', 'machine:hold'] } },
    settings: { newMachines: 'menu' },
    menu: { 'hello.ipxe': '#!ipxe\n# confirm: false\necho hello\n' },
    profiles: { rescue: { product: 'debian', choice: { mode: 'rescue' } } },
  };
  const planned = await plan(folder);
  expect(sentences(planned)).toEqual([
    'add role night-shift: permissions null -> machine:hold, machine:read',
    'change setting newMachines: value wait -> menu',
    'add menu hello.ipxe: text null -> 3 lines',
    'add profile rescue: product null -> debian',
    'add profile rescue: choice.mode null -> rescue',
    'add profile rescue: retryAfterStart null -> no',
    'add profile rescue: proof null -> none',
    'change machine web1: labels.rack 7 -> 8',
    'change machine web1: address null -> 192.0.2.10',
    'change machine web1: network.interfaces.0.addresses null -> 192.0.2.10/24',
    'change machine web1: metadata.role null -> web',
  ]);
  expect(planned.problems).toEqual([]);
  expect(planned.radius).toEqual({
    machines: 1,
    protected: 0,
    grants: 0,
    removals: 0,
    everyone: ['who may do what', 'the setting newMachines', 'the menu'],
  });
  expect(await app.run(machineShow, { machine: 'web1' })).toMatchObject({ labels: { rack: '7' } });
  expect((await app.run(roleList, {})).roles.length).toBe(5);

  const done = await apply(folder, { approved: ids(planned), reason: 'ticket 71' });
  expect(done).toEqual({ applied: ids(planned), remaining: 0, proposals: [] });
  expect(await app.run(machineShow, { machine: 'web1' })).toMatchObject({
    id,
    labels: { rack: '8', site: 'berlin' },
    metadata: { role: 'web' },
    address: '192.0.2.10',
  });
  expect((await app.run(menuEntryShow, { file: 'hello.ipxe' })).text).toBe(folder.menu['hello.ipxe']);
  expect(await plan(folder)).toMatchObject({ changes: [], unchanged: 5, problems: [] });
  const { records } = await app.run(auditList, { limit: 100 });
  expect(records.slice(-6).map(({ command, reason }) => [command, reason])).toEqual([
    ['role.set', 'ticket 71'],
    ['settings.set', 'ticket 71'],
    ['menu.entry.set', 'ticket 71'],
    ['profile.create', 'ticket 71'],
    ['machine.set', 'ticket 71'],
    ['configuration.apply', 'ticket 71'],
  ]);
});

test('an approved plan is refused as a whole when the server has moved', async () => {
  await app.run(machineAdd, { ...web1, labels: { rack: '7' } });
  const folder = {
    machines: { web1: { ...web1, labels: { rack: '8' } } },
    settings: { newMachines: 'disk' },
  };
  const planned = await plan(folder);
  await app.run(machineSet, { machine: 'web1', labels: { site: 'berlin' } });
  expect(await refusedApply(folder, { approved: ids(planned) })).toMatch(
    /^NB8300 this is not the plan that was approved: machine "web1" would now be changed otherwise than it says; nothing was changed/,
  );
  const { settings } = await app.run(settingsList, {});
  expect(settings.find(({ name }) => name === 'newMachines')?.value).toBe('wait');
});

test('an approved plan is refused when the folder has moved, also in a secret alone', async () => {
  const folder = (password: string) => ({
    profiles: { web: { product: 'debian', answers: 'default', set: { user: 'ops', password } } },
  });
  const planned = await plan(folder('first-secret'));
  expect(await refusedApply(folder('other-secret'), { approved: ids(planned) })).toMatch(
    /^NB8300 .*profile "web"/,
  );
  await apply(folder('first-secret'), { approved: ids(planned) });
  expect((await plan(folder('first-secret'))).changes).toEqual([]);
});

test('secrets are compared and never shown: not in the plan, the audit log, nor an export', async () => {
  const folder = (password: string) => ({
    profiles: { web: { product: 'debian', answers: 'default', set: { user: 'ops', password } } },
  });
  const first = await plan(folder('first-secret'));
  await apply(folder('first-secret'));
  const second = await plan(folder('second-secret'));
  expect(sentences(second)).toEqual(['change profile web: set.password (secret) -> (secret, changed)']);
  await apply(folder('second-secret'));
  const exported = await app.run(configurationExport, {});
  expect(exported.configuration.profiles?.['web']?.set).toMatchObject({ password: { unchanged: true } });
  const seen = JSON.stringify([first, second, exported, await app.run(auditList, { limit: 100 })]);
  expect(seen).not.toMatch(/first-secret|second-secret|\$6\$/);
});

test('a secret that is to stay unchanged stays, while the profile around it changes', async () => {
  const base = { product: 'debian', answers: 'default' };
  await apply({ profiles: { web: { ...base, set: { user: 'ops', password: 'kept-secret' } } } });
  const folder = { profiles: { web: { ...base, set: { user: 'admin', password: { unchanged: true } } } } };
  expect(sentences(await plan(folder))).toEqual(['change profile web: set.user ops -> admin']);
  await apply(folder);
  const same = { profiles: { web: { ...base, set: { user: 'admin', password: 'kept-secret' } } } };
  expect((await plan(same)).changes).toEqual([]);
  expect((await plan({ profiles: { other: folder.profiles.web } })).problems).toEqual([
    { at: ['profiles', 'other', 'set', 'password'], message: expect.stringContaining('the server has none') },
  ]);
});

test('what was changed by hand since the last apply is drift, with who did it; a new wish is none', async () => {
  await app.run(machineAdd, web1);
  const folder = (rack: string) => ({ machines: { web1: { ...web1, labels: { rack } } } });
  await apply(folder('8'));
  await app.run(machineSet, { machine: 'web1', labels: { rack: '9' } });
  const [drifted] = (await plan(folder('8'))).changes;
  expect(drifted).toMatchObject({
    isDrift: true,
    lastChange: { by: 'ada (claimed)', command: 'machine.set' },
  });
  const [wished] = (await plan(folder('10'))).changes;
  expect(wished).toMatchObject({ isDrift: false, lastChange: null });
});

test('without the folder it is told what was applied, and what of it somebody has changed since; an apply sets that right', async () => {
  for (const one of [web1, { macs: ['52:54:00:12:34:57'], hostname: 'web2' }]) await app.run(machineAdd, one);
  expect(await app.run(configurationApplied, {})).toEqual({ applies: [], described: [], changed: [] });
  const folder = {
    machines: { web1: { ...web1, labels: { rack: '8' } }, web2: { hostname: 'web2', labels: { rack: '8' } } },
    roles: { 'night-shift': { permissions: ['machine:read', 'machine:hold'] } },
    menu: { 'hello.ipxe': '#!ipxe\n# confirm: false\necho hello\n' },
  };
  await apply(folder, { reason: 'as reviewed' });
  const applied = await app.run(configurationApplied, {});
  expect(applied.applies).toMatchObject([{ by: 'ada (claimed)', changes: 4, reason: 'as reviewed' }]);
  expect(applied.described.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
    ...['role 1', 'menu 1', 'machine 2'],
  ]);
  expect(applied.changed).toEqual([]);
  await app.run(machineSet, { machine: 'web1', hostname: 'www' });
  await app.run(machineLabel, { all: true, add: { rack: '9' } });
  await app.run(roleSet, { name: 'night-shift', permissions: ['machine:read'], replace: true });
  const changed = async () =>
    (await app.run(configurationApplied, {})).changed.map(
      ({ kind, name, by, command }) => `${kind} ${name}: ${by}, ${command}`,
    );
  expect(await changed()).toEqual([
    'role night-shift: ada (claimed), role.set',
    'machine web2: ada (claimed), machine.label',
    'machine web1: ada (claimed), machine.set',
  ]);
  await apply(folder);
  expect(await changed()).toEqual([]);
});

test('who may not read a kind, or the audit log, is not told of it', async () => {
  await app.run(machineAdd, web1);
  const folder = {
    machines: { web1: { ...web1, labels: { rack: '8' } } },
    roles: { 'night-shift': { permissions: ['machine:read'] } },
  };
  await apply(folder);
  await app.run(machineSet, { machine: 'web1', labels: { rack: '9' } });
  const { token } = await app.run(tokenCreate, { name: 'reader', permissions: ['machine:read'] });
  const { text } = await app.askAdmin({
    path: '/api/v1/configuration/applied',
    headers: { authorization: `Bearer ${token}` },
  });
  const { applies, described, changed } = configurationApplied.output.parse(JSON.parse(text));
  expect([applies, described.map(({ kind }) => kind)]).toEqual([[], ['machine']]);
  expect(changed).toMatchObject([{ kind: 'machine', name: 'web1', by: null, command: null }]);
});

test('what the folder does not name stays, and only --prune removes it, of the kinds that the folder describes', async () => {
  await app.run(machineAdd, web1);
  await app.run(machineAdd, { macs: ['52:54:00:12:34:57'], hostname: 'web2' });
  await app.run(roleSet, { name: 'old', permissions: ['machine:read'] });
  await app.run(profileCreate, { name: 'rescue', product: 'debian', choice: { mode: 'rescue' } });
  await app.run(settingsSet, { name: 'menu.timeout', value: '5' });
  const folder = { machines: { web1 }, roles: {}, profiles: {} };
  const kept = await plan(folder);
  expect([kept.changes, kept.undescribed]).toEqual([[], { role: 1, profile: 1, machine: 1 }]);
  const pruned = await plan(folder, { prune: true });
  expect(pruned.changes.map(({ kind, name, action }) => `${action} ${kind} ${name}`)).toEqual([
    'remove machine web2',
    'remove profile rescue',
    'remove role old',
  ]);
  expect(pruned.radius.removals).toBe(3);
  await apply(folder, { prune: true, approved: ids(pruned) });
  expect((await app.run(machineList, {})).machines.map(({ hostname }) => hostname)).toEqual(['web1']);
  const { settings } = await app.run(settingsList, {});
  expect(settings.find(({ name }) => name === 'menu.timeout')?.value).toBe('5');
});

test('a machine that is protected or being installed is not pruned', async () => {
  await app.run(machineAdd, web1);
  await app.run(machineSet, { machine: 'web1', protected: true });
  const { problems, changes } = await plan({ machines: {} }, { prune: true });
  expect([changes, problems.map(({ message }) => message)]).toEqual([
    [],
    ['machine 1 (web1) is not named, and stays: it is protected'],
  ]);
});

test('limits of the folder and of whoever applies stop it, the smaller counts, and ten is the most that is removed without a word', async () => {
  await app.import('image1', installer);
  const machines = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [
      `node${index}`,
      { hostname: `node${index}`, macs: [`52:54:00:00:00:${(16 + index).toString(16)}`] },
    ]),
  );
  const grants = { 'rollout-1': { machines: Object.keys(machines), profiles: ['image1'] } };
  expect(await refusedApply({ machines, grants })).toMatch(
    /^NB8301 the limit maxGrants is 10, and this would be 11; nothing was changed/,
  );
  expect((await app.run(machineList, {})).machines).toEqual([]);
  const allowed = { machines, grants, limits: { maxGrants: 20 } };
  expect(await refusedApply(allowed, { limits: { maxGrants: 3 } })).toMatch(
    /^NB8301 the limit maxGrants is 3/,
  );
  await apply(allowed);
  const { machines: known } = await app.run(machineList, {});
  expect(known.map(({ grant }) => grant?.steps)).toEqual(known.map(() => ['image1']));
  expect(await refusedApply({ machines: {} }, { prune: true })).toMatch(
    /^NB8301 the limit maxRemovals is 10/,
  );
});

test('a grant of the folder is given once: what has had it is not installed again by the next apply', async () => {
  await app.import('image1', installer);
  await app.run(machineAdd, { ...web1, labels: { rack: '7' } });
  const folder = { grants: { 'rollout-1': { label: 'rack=7', profiles: ['image1'], reason: 'ticket 71' } } };
  const planned = await plan(folder);
  expect(planned.radius).toMatchObject({ machines: 1, grants: 1 });
  await apply(folder);
  const boot = await app.boot({ net0: '52:54:00:12:34:56' });
  expect(boot.script).toContain('image1');
  await app.call('/post-install', { id: 1 }, boot.bootId);
  await app.call('/finish', { id: 1 }, boot.bootId);
  expect((await app.run(machineShow, { machine: '1' })).state).toBe('finished');
  expect((await plan(folder)).changes).toEqual([]);
  await apply(folder);
  expect((await app.run(machineShow, { machine: '1' })).grant).toBe(null);
  await app.run(machineAdd, { macs: ['52:54:00:12:34:57'], labels: { rack: '7' } });
  expect((await plan(folder)).radius.grants).toBe(1);
  const other = { grants: { 'rollout-1': { label: 'rack=7', profiles: ['image2'] } } };
  expect((await plan(other)).problems.map(({ message }) => message)).toEqual([
    'there is no profile "image2", on the server or in the folder',
    '"rollout-1" was given with other profiles before; a new grant needs a new name',
  ]);
});

test('a grant for a protected machine is proposed, and nothing is installed', async () => {
  await app.import('image1', installer);
  await app.run(machineAdd, web1);
  await app.run(machineSet, { machine: 'web1', protected: true });
  const folder = { grants: { now: { machines: ['web1'], profiles: ['image1'] } } };
  const planned = await plan(folder);
  expect([planned.secondPerson, planned.radius.protected]).toEqual([
    '1 of the machines to be granted is protected',
    1,
  ]);
  expect((await apply(folder)).proposals).toEqual([1]);
  expect((await app.run(grantList, { proposed: true })).proposals.length).toBe(1);
  expect((await app.boot({ net0: '52:54:00:12:34:56' })).script).not.toContain('image1');
});

test('what the rules of the server refuse is found by the plan already, by its place in the folder', async () => {
  await app.run(machineAdd, { macs: ['52:54:00:12:34:99'], hostname: 'other', address: '192.0.2.10/24' });
  const problems = async (folder: Given) =>
    (await plan(folder)).problems.map(({ at, message }) => `${at.join('.')}: ${message}`);
  expect(await problems({ machines: { web1: { ...web1, address: '192.0.2.10/24' } } })).toEqual([
    expect.stringMatching(/^machines\.web1: NB3001 .*192\.0\.2\.10.* is the address of other/),
  ]);
  expect(await problems({ machines: { web1: { ...web1, resting: 'nothing' } } })).toEqual([
    'machines.web1.resting: there is no profile "nothing", on the server or in the folder',
  ]);
  expect(await problems({ machines: { new1: { hostname: 'new1' } } })).toEqual([
    'machines.new1: the server knows no machine "new1", and without a MAC, serial number or UUID none can be added',
  ]);
  expect(await problems({ settings: { data: '/elsewhere', nothing: '1' } })).toEqual([
    expect.stringMatching(/^settings\.data: cannot be set while the server runs/),
    'settings.nothing: is no setting of the server; netberth settings list names them',
  ]);
  expect(await problems({ profiles: { web: { product: 'nothing' } } })).toEqual([
    'profiles.web: there is no product "nothing" in the catalogue',
  ]);
  expect(await problems({ profiles: { web: { disc: 'no name' } } })).toEqual([
    'profiles.web.disc: is not a profile name (letters, digits, . _ + -, at most 64)',
  ]);
  expect(await problems({ menu: { 'bad.yaml': 'name: [\n' } })).toEqual([
    expect.stringMatching(/^menu\.bad\.yaml: line \d/),
  ]);
  expect(await problems({ roles: { viewer: { permissions: ['machine:read'] } } })).toEqual([
    'roles.viewer: "viewer" is built in and stays as it is; give yours another name',
  ]);
});

test('two names for one machine of the server are refused', async () => {
  await app.run(machineAdd, web1);
  const folder = { machines: { web1, db1: { macs: ['52:54:00:12:34:56'] } } };
  expect((await plan(folder)).problems).toEqual([
    { at: ['machines', 'db1'], message: '"db1" and "web1" are the same machine of the server: 1' },
  ]);
  expect(await refusedApply(folder)).toMatch(/^NB8302 machines\.db1: "db1" and "web1" are the same machine/);
});

test('an apply that fails in the middle, or whose records cannot be written, leaves nothing behind', async () => {
  await app.run(machineAdd, web1);
  const folder = {
    roles: { 'night-shift': { permissions: ['machine:read'] } },
    menu: { 'hello.ipxe': '#!ipxe\n# confirm: false\necho hello\n' },
    machines: {
      web1: { ...web1, labels: { rack: '8' } },
      web2: { macs: ['52:54:00:12:34:57'], hostname: 'web2' },
    },
  };
  const writes = new FailingWrites(app.data);
  const before = writes.contents();
  mkdirSync(join(app.data, 'menu'), { recursive: true });
  let count = 1;
  for (; count < 60; count += 3) {
    writes.failAt(count);
    const { status } = await app.send(configurationApply, { configuration: asInput(folder) });
    writes.failAt(0);
    if (status === 200) break;
    expect(status).toBe(500);
    expect(writes.contents()).toBe(before);
    expect(readdirSync(join(app.data, 'menu'))).toEqual([]);
  }
  writes.close();
  expect(count).toBeGreaterThan(9);
  expect((await plan(folder)).changes).toEqual([]);
});

test('a plan of more changes than fit into one transaction is applied in parts, and goes on where it stopped', async () => {
  const machines = Object.fromEntries(
    Array.from({ length: 7 }, (_, index) => [
      `node${index}`,
      { hostname: `node${index}`, macs: [`52:54:00:00:00:1${index}`] },
    ]),
  );
  const planned = await plan({ machines });
  const approved = ids(planned);
  const part = () => apply({ machines }, { approved, atMost: 3 });
  expect(await part()).toMatchObject({ applied: approved.slice(0, 3), remaining: 4 });
  await app.restart();
  expect(await part()).toMatchObject({ applied: approved.slice(3, 6), remaining: 1 });
  expect(await part()).toMatchObject({ applied: approved.slice(6), remaining: 0 });
  expect(await part()).toMatchObject({ applied: [], remaining: 0 });
});

test('an apply takes the permission of every command that it comes to, and says all that are missing', async () => {
  await app.run(machineAdd, web1);
  const token = async (permissions: readonly string[]) =>
    (await app.run(tokenCreate, { name: 'ci', permissions: permissions as never })).token;
  const folder = asInput({
    machines: { web1: { ...web1, labels: { rack: '8' } } },
    settings: { newMachines: 'disk' },
  });
  const reader = await token(['machine:read', 'settings:read', 'access:read']);
  expect((await app.send(configurationPlan, { configuration: folder }, reader)).status).toBe(200);
  expect(refusalIn(await app.send(configurationApply, { configuration: folder }, reader))).toMatch(
    /^NB3003 /,
  );
  const writer = await token(['machine:read', 'machine:write', 'settings:read']);
  expect(refusalIn(await app.send(configurationApply, { configuration: folder }, writer))).toMatch(
    /^NB8304 token:ci may not settings:write, which 1 of these changes need; nothing was changed/,
  );
  const half = await token(['machine:read']);
  expect(refusalIn(await app.send(configurationPlan, { configuration: folder }, half))).toMatch(
    /^NB3003 .*settings:read/,
  );
  expect((await app.run(machineShow, { machine: 'web1' })).labels).toEqual({});
});

test('nobody gives more rights by a folder than they have', async () => {
  const { token } = await app.run(tokenCreate, {
    name: 'ci',
    permissions: ['machine:read', 'machine:write', 'access:read', 'access:write'],
  });
  const folder = asInput({ roles: { boss: { permissions: ['settings:write'] } } });
  expect(refusalIn(await app.send(configurationApply, { configuration: folder }, token))).toMatch(
    /^NB8303 role "boss": NB\d+ .*settings:write/,
  );
});

test('an export of a server planned against it finds nothing to do, and makes another server the same', async () => {
  await app.run(machineAdd, {
    ...web1,
    ...{ address: '192.0.2.10/24,2001:db8::10/64', gateway: '192.0.2.1', vlan: '7', dns: '192.0.2.3' },
    labels: { rack: '7' },
    metadata: { role: 'web', disks: ['a', 'b'] },
  });
  await app.run(machineAdd, { macs: ['52:54:00:12:34:57'], hostname: 'twin' });
  await app.run(machineAdd, { serial: 'SN-7', hostname: 'twin' });
  await app.run(profileCreate, {
    name: 'web',
    product: 'debian',
    choice: { release: 'trixie' },
    answers: 'default',
    set: {
      user: 'ops',
      'ssh-keys': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx it',
      packages: 'nginx,curl',
    },
  });
  await app.run(profileCreate, {
    name: 'own',
    product: 'debian',
    input: { preseed: 'd-i passwd/username string {{ settings.user }}\n' },
    set: { user: 'ops' },
  });
  await app.run(roleSet, { name: 'night-shift', permissions: ['machine:read'], summary: 'at night' });
  await app.run(groupSet, { group: 'Boot Operators', roles: ['operator@site=berlin'] });
  await app.run(settingsSet, { name: 'menu.pinned', value: 'debian,rocky' });
  const { configuration, notes } = await app.run(configurationExport, {});
  expect(notes).toEqual([]);
  expect(Object.keys(configuration.machines ?? {})).toEqual(['web1', '52:54:00:12:34:57', 'serial:SN-7']);
  expect(Object.keys(configuration.profiles ?? {})).toEqual(['web', 'own']);
  expect(await plan(configuration)).toMatchObject({ changes: [], problems: [] });
  const other = await TestApp.start();
  await other.run(configurationApply, { configuration });
  expect((await other.run(configurationExport, {})).configuration).toEqual(configuration);
  expect((await other.run(profileShow, { profile: 'own' })).spec).toEqual(
    (await app.run(profileShow, { profile: 'own' })).spec,
  );
  await other.stop();
});

test('a profile of the folder may boot from a disc that was imported, which itself is never pruned', async () => {
  const live = {
    'live/vmlinuz': 'k',
    'live/initrd.img': 'i',
    'live/filesystem.squashfs': 'the file system',
    'syslinux/isolinux.cfg': 'label l\n kernel /live/vmlinuz\n append initrd=/live/initrd.img boot=live\n',
  };
  await app.import('clonezilla', { 'clonezilla.iso': discOf(live) }, { nonDestructive: true });
  await app.import('image1', installer);
  const folder = { profiles: { rescue: { disc: 'clonezilla', args: 'quiet' } } };
  await apply(folder);
  const { spec } = await app.run(profileShow, { profile: 'rescue' });
  expect(spec).toMatchObject({ method: 'choice', args: expect.stringContaining('quiet') });
  expect(await plan(folder, { prune: true })).toMatchObject({ changes: [], problems: [] });
  const { configuration, notes } = await app.run(configurationExport, {});
  expect([Object.keys(configuration.profiles ?? {}), notes]).toEqual([['rescue'], []]);
  expect((await plan(configuration)).changes).toEqual([]);
  expect((await plan({ profiles: { web: { disc: 'image1' } } })).problems).toEqual([
    { at: ['profiles', 'web', 'disc'], message: expect.stringContaining('it is no imported ISO') },
  ]);
  expect((await plan({ profiles: { clonezilla: { product: 'debian' } } })).problems).toEqual([
    { at: ['profiles', 'clonezilla'], message: 'is an imported image; give the saved choice another name' },
  ]);
});

test('a plan says which machines it would take away from a roll-out that is under way', async () => {
  for (const name of ['edge-1', 'edge-2']) await app.import(name, withManifest(), { nonDestructive: true });
  const machines: Given = {};
  for (const [index, hostname] of ['edge1', 'edge2', 'other'].entries()) {
    const macs = [`52:54:00:00:00:0${index}`];
    const labels = { role: hostname === 'other' ? 'other' : 'edge' };
    await app.run(machineAdd, { macs, hostname, labels, resting: 'edge-1' });
    machines[hostname] = { macs, resting: 'disk' };
  }
  await app.run(rolloutStart, { image: 'edge', to: 'edge-2', label: 'role=edge' });
  expect((await plan({ machines })).notes).toEqual([
    'edge1, edge2 would rest on what the folder says, and the roll-out of edge brings them to edge-2: leave "resting" out of the folder, or stop the roll-out first (netberth rollout stop edge)',
  ]);
  const silent = Object.fromEntries(Object.keys(machines).map((name) => [name, { hostname: name }]));
  expect((await plan({ machines: silent })).notes).toEqual([]);
  await app.run(rolloutStop, { image: 'edge' });
  expect((await plan({ machines })).notes).toEqual([]);
});

test('a machine that was forgotten by hand comes back, as drift', async () => {
  const folder = { machines: { web1 } };
  await apply(folder);
  await app.run(machineForget, { machine: 'web1' });
  const { changes } = await plan(folder);
  expect(changes).toMatchObject([{ action: 'add', isDrift: true }]);
});

test('rules are planned, applied and exported as all else is, and applying them touches no machine', async () => {
  await app.import('web', installer);
  await app.run(machineAdd, { ...web1, labels: { rack: '7' } });
  const lab = {
    ...{ mode: 'active', match: ['label.rack=7'], labels: { site: 'lab', row: 3 } },
    grant: { profiles: ['web'], how: 'automatic', maxGrants: 3 },
  };
  const folder = { rules: { lab } };
  const planned = await plan(folder);
  expect(sentences(planned)).toEqual([
    'add rule lab: mode null -> active',
    'add rule lab: order null -> 100',
    'add rule lab: match null -> label.rack=7',
    'add rule lab: labels.site null -> lab',
    'add rule lab: labels.row null -> 3',
    'add rule lab: grant.profiles null -> web',
    'add rule lab: grant.expires null -> 4h',
    'add rule lab: grant.maxStarts null -> 2',
    'add rule lab: grant.how null -> automatic',
    'add rule lab: grant.maxGrants null -> 3',
  ]);
  expect([planned.radius.machines, planned.radius.everyone]).toEqual([0, ['what becomes of new machines']]);
  await apply(folder);
  expect((await plan(folder)).changes).toEqual([]);
  expect((await app.run(machineShow, { machine: 'web1' })).labels).toEqual({ rack: '7' });
  const { configuration } = await app.run(configurationExport, {});
  expect((await plan({ rules: configuration.rules })).changes).toEqual([]);
  expect(sentences(await plan({ rules: { lab: { ...lab, mode: 'learn' } } }))).toEqual([
    'change rule lab: mode active -> learn',
  ]);
  const odd = { rules: { odd: { match: ['colour=red'], labels: { a: 'b' } } } };
  expect(await refusedApply(odd)).toMatch(/^NB\d+ .*colour/);
  await apply({ rules: {} }, { prune: true });
  expect((await app.run(ruleList, {})).rules).toEqual([]);
});
