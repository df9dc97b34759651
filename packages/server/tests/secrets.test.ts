import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  auditExport,
  machineGrant,
  profileCreate,
  profileEdit,
  profileRemove,
  profileReveal,
  profileShow,
  secretsList,
  secretsReset,
  secretsRotate,
  webhookCreate,
  webhookRemove,
  webhookTest,
} from '@netberth/api';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestApp } from './harness/start-app.ts';

const set = {
  edition: 'Windows Server 2025 SERVERSTANDARD',
  share: String.raw`\\files.example\windows`,
  ...{ 'share-user': 'install', 'share-password': 'of-the-share', password: 'correct-horse-battery' },
};
const windows = {
  ...{ name: 'win', product: 'windows', answers: 'default' as const, set },
  input: { media: 'http://files.example/windows' },
};
const hook = { url: 'https://192.0.2.9/hook', events: ['machine.failed' as const] };
const efi = { platform: 'efi', buildarch: 'x86_64' };

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080' });
});
afterEach(() => app.stop());

const keyFile = () => join(app.data, 'keys', 'secrets.key');
const database = () => join(app.data, 'netberth.db');
const shownPlaces = async () =>
  (await app.run(secretsList, {})).secrets.map(({ owner, name, readable }) => `${owner} ${name} ${readable}`);

/** Everything that a backup of the database would take along. */
function bytesOfDatabase(): string {
  const files = [database(), `${database()}-wal`].filter(existsSync);
  return Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1');
}

function withDatabase<Result>(use: (connection: Sqlite.Database) => Result): Result {
  const connection = new Sqlite(database());
  try {
    return use(connection);
  } finally {
    connection.close();
  }
}

test('neither the database, nor the list of its secrets, nor the audit log has a secret in it', async () => {
  await app.run(profileCreate, windows);
  const { secret } = await app.run(webhookCreate, hook);
  const hidden = new RegExp(`of-the-share|correct-horse-battery|${secret}`);
  expect(await shownPlaces()).toEqual([
    'profile:win password true',
    'profile:win share-password true',
    'webhook:1 signature true',
  ]);
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(await app.run(auditExport, {}))).not.toMatch(hidden);
  expect(JSON.stringify(await app.run(profileShow, { profile: 'win' }))).not.toMatch(hidden);
  await app.restart(() => expect(bytesOfDatabase()).not.toMatch(hidden));

  const { id } = await app.addMachine();
  const revealed = JSON.stringify(await app.run(profileReveal, { profile: 'win', machine: String(id) }));
  expect(revealed).toContain('correct-horse-battery');
  expect(revealed).toContain('of-the-share');
});

test('a secret goes with what it belongs to, and is replaced with it', async () => {
  await app.run(profileCreate, windows);
  const { id } = await app.run(webhookCreate, hook);
  const machine = String((await app.addMachine()).id);
  await app.run(profileCreate, { ...windows, replace: true, set: { ...set, password: 'another-horse' } });
  expect(JSON.stringify(await app.run(profileReveal, { profile: 'win', machine }))).toContain(
    'another-horse',
  );
  await app.run(webhookRemove, { id });
  await app.run(profileRemove, { profile: 'win' });
  expect(await shownPlaces()).toEqual([]);
});

test('what an older version has stored as it was is sealed at the start, and leaves the file of the database', async () => {
  await app.run(profileCreate, windows);
  await app.run(webhookCreate, hook);
  await app.restart(() => {
    withDatabase((connection) => {
      connection.exec("delete from secrets; update webhooks set secret = 'nbwh_of_an_old_version'");
      const json = connection.prepare('select spec_json from profiles').pluck().get() as string;
      const { sealed: _, settings, ...spec } = JSON.parse(json) as Record<string, object>;
      const secrets = { password: 'old-horse', 'share-password': 'old-share' };
      const old = { ...spec, settings: { ...settings, ...secrets } };
      connection.prepare('update profiles set spec_json = ?').run(JSON.stringify(old));
    });
    rmSync(keyFile());
    expect(bytesOfDatabase()).toMatch(/old-horse/);
  });
  expect(app.secretsProblem).toBe(undefined);
  expect(await shownPlaces()).toEqual([
    'profile:win password true',
    'profile:win share-password true',
    'webhook:1 signature true',
  ]);
  const machine = String((await app.addMachine()).id);
  const revealed = JSON.stringify(await app.run(profileReveal, { profile: 'win', machine }));
  expect(revealed).toContain('old-horse');
  await app.restart(() => expect(bytesOfDatabase()).not.toMatch(/old-horse|old-share|nbwh_of_an_old/));
});

test('a server without its key starts, says so, and serves no script that needs a secret', async () => {
  await app.run(profileCreate, windows);
  await app.run(profileCreate, { name: 'plain', product: 'debian', choice: { release: 'trixie' } });
  const { id: webhook } = await app.run(webhookCreate, hook);
  const [machine, other] = [await app.addMachine(), await app.addMachine()];
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['win'] });
  await app.run(machineGrant, { machine: String(other.id), profiles: ['plain'] });
  const { bootId } = await app.boot({ ...machine.presented, ...efi });
  await app.restart(() => copyAside());
  const { keyId } = await app.run(secretsList, {});
  expect(app.secretsProblem).toBe(
    `Secrets are locked: nothing that needs one is served. The key comes from ${keyFile()}: it is not there. It must hold the key ${keyId}. Put it there (docs/secrets.md); if it is lost, netberth secrets reset.`,
  );
  expect((await app.events()).map(({ kind, message }) => [kind, message])).toContainEqual([
    'secretsLocked',
    app.secretsProblem,
  ]);

  const { script } = await app.boot({ ...machine.presented, ...efi });
  expect(script).not.toContain('/config/');
  expect(script).toContain('it boots its own disk');
  expect((await app.alertsOf(machine)).at(-1)).toContain(
    'this server has not the key of its secrets (password, share-password): see netberth secrets list',
  );
  const answer = await app.ask(`/config/${machine.id}/${bootId}/autounattend.xml`);
  expect([answer.status, answer.text.includes('horse')]).toEqual([500, false]);
  expect(await app.stateOf(machine)).toBe('granted');
  // What needs no secret is served.
  expect((await app.boot({ ...other.presented, ...efi })).script).toContain('debian');
  expect(await app.refusal(webhookTest, { id: webhook })).toBe(
    'NB8400 nothing can be signed for webhook 1: this server has not the key of the secrets in its database. See where the key comes from: netberth secrets list',
  );
  expect(await app.refusal(profileCreate, { ...windows, name: 'win2' })).toBe(
    'NB8400 a secret cannot be stored: this server has not the key of the secrets in its database. See where the key comes from: netberth secrets list',
  );
  expect(existsSync(keyFile())).toBe(false);

  await app.restart(() => copyFileSync(`${database()}.key`, keyFile()));
  expect(app.secretsProblem).toBe(undefined);
  const again = await app.boot({ ...machine.presented, ...efi });
  const served = await app.ask(`/config/${machine.id}/${again.bootId}/autounattend.xml`);
  expect(served.text).toContain('correct-horse-battery');
});

function copyAside(): void {
  copyFileSync(keyFile(), `${database()}.key`);
  rmSync(keyFile());
}

test('what of a profile is no secret can be changed without the key, and its secrets stay', async () => {
  const set = { password: 'correct-horse-battery' };
  await app.run(profileCreate, {
    ...{ name: 'deb', product: 'debian', choice: { release: 'trixie' }, answers: 'default' },
    set: { ...set, disk: '/dev/vda' },
  });
  const machine = String((await app.addMachine()).id);
  const before = await app.run(profileReveal, { profile: 'deb', machine });
  await app.restart(() => copyAside());
  const { answers } = await app.run(profileShow, { profile: 'deb' });
  const file = Object.values(answers)[0] ?? '';
  const edited = await app.send(profileEdit, {
    profile: 'deb',
    file,
    text: '# {{ settings.password | raw }}\n',
  });
  expect(edited.status).toBe(200);
  await app.restart(() => copyFileSync(`${database()}.key`, keyFile()));
  const revealed = await app.run(profileReveal, { profile: 'deb', machine });
  expect(revealed.problems).toEqual([]);
  const crypt = /\$6\$[\w./$]+/.exec(before.answers[0]?.text ?? '')?.[0] ?? 'none';
  expect(revealed.answers[0]?.text).toBe(`# ${crypt}\n`);
});

test('a rotation seals everything with a new key; the old one opens an older backup, and no newer one', async () => {
  await app.run(profileCreate, windows);
  const machine = String((await app.addMachine()).id);
  const oldKey = readFileSync(keyFile(), 'utf8');
  await app.restart(() => copyFileSync(database(), `${database()}.backup`));
  const { keyId: before } = await app.run(secretsList, {});
  const rotated = await app.run(secretsRotate, { reason: 'she left' });
  expect([rotated.sealed, rotated.before]).toEqual([2, before]);
  expect(rotated.keyId).not.toBe(before);
  expect(readFileSync(keyFile(), 'utf8')).toMatch(new RegExp(`^[0-9a-f]{64}\n${oldKey}$`));
  const revealed = () => app.run(profileReveal, { profile: 'win', machine });
  expect(JSON.stringify(await revealed())).toContain('correct-horse-battery');

  await app.restart(() => writeFileSync(keyFile(), oldKey));
  expect(app.secretsProblem).toContain(`It must hold the key ${rotated.keyId}.`);
  expect((await revealed()).answers).toEqual([]);
  await app.restart(() => copyFileSync(`${database()}.backup`, database()));
  expect(app.secretsProblem).toBe(undefined);
  expect(JSON.stringify(await revealed())).toContain('correct-horse-battery');
});

test('of several rotations at once, none loses the key of another', async () => {
  await app.run(profileCreate, windows);
  const keysBefore = readFileSync(keyFile(), 'utf8').trim().split('\n').length;
  await Promise.all([1, 2, 3].map(() => app.run(secretsRotate, {})));
  expect(readFileSync(keyFile(), 'utf8').trim().split('\n').length).toBe(keysBefore + 3);
  await app.restart();
  expect(app.secretsProblem).toBeUndefined();
});

test('rotations and resets at once fail nobody, and the secrets stay readable', async () => {
  await app.run(profileCreate, windows);
  const orders = Array.from({ length: 8 }, () => [secretsRotate, secretsReset] as const).flat();
  const answers = await Promise.all(orders.map((order) => app.send(order, {})));
  // A rotation whose new key a reset has taken in the meantime finds none.
  expect(answers.filter(({ status, text }) => status !== 200 && !text.includes('NB8402'))).toEqual([]);
  const { secrets } = await app.run(secretsList, {});
  expect(secrets.filter(({ readable }) => !readable)).toEqual([]);
});

test('a secret that was put in the place of another is not opened', async () => {
  await app.run(profileCreate, windows);
  await app.run(profileCreate, { ...windows, name: 'other', set: { ...set, password: 'other-horse' } });
  const machine = String((await app.addMachine()).id);
  const place = (owner: string) => `owner = '${owner}' and name = 'password'`;
  const others = `(select sealed from secrets where ${place('profile:other')})`;
  await app.restart(() =>
    withDatabase((connection) =>
      connection.exec(`update secrets set sealed = ${others} where ${place('profile:win')}`),
    ),
  );
  const { answers, problems } = await app.run(profileReveal, { profile: 'win', machine });
  expect(answers).toEqual([]);
  expect(problems[0]).toContain('has not the key of its secrets (password)');
  expect(await app.refusal(secretsRotate, {})).toBe(
    'NB8401 the secret password of profile:win cannot be opened (damaged). Give it anew, or give it up: netberth secrets reset',
  );
});

test('a lost key is given up: the secrets are gone and named, and the server has a new key', async () => {
  await app.run(profileCreate, windows);
  await app.restart(() => rmSync(keyFile()));
  expect(await shownPlaces()).toEqual(['profile:win password false', 'profile:win share-password false']);
  const { removed } = await app.run(secretsReset, { reason: 'the disk is gone' });
  expect(removed).toEqual([
    { owner: 'profile:win', name: 'password' },
    { owner: 'profile:win', name: 'share-password' },
  ]);
  expect((await app.run(secretsList, {})).problem).toBe(null);
  const machine = await app.addMachine();
  expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['win'] })).toContain(
    'has not the key of its secrets (password, share-password)',
  );
  await app.run(profileCreate, { ...windows, replace: true });
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['win'] });
});

test('the key may come from a command; what it prints wrong is said without its text', async () => {
  const source = join(app.data, 'vaulted');
  writeFileSync(source, `# of 2026\n${'ab'.repeat(32)}\n`);
  const commanded = await TestApp.start({ 'new-machines': 'disk', 'secrets-key-command': `cat ${source}` });
  try {
    await commanded.run(webhookCreate, hook);
    expect(existsSync(join(commanded.data, 'keys', 'secrets.key'))).toBe(false);
    expect(await commanded.refusal(secretsRotate, {})).toBe(
      `NB8402 there is no new key: the first of the command cat ${source} is the one in use. Have it give a new key (openssl rand -hex 32) before the old one, and run this again.`,
    );
    writeFileSync(source, `${'cd'.repeat(32)}\n${'ab'.repeat(32)}\n`);
    expect((await commanded.run(secretsRotate, {})).sealed).toBe(1);
    await commanded.restart(() => writeFileSync(source, 'hunter2\n'));
    expect(commanded.secretsProblem).toContain(
      'line 1 is not 64 hexadecimal digits, as openssl rand -hex 32 prints them. It must hold the key',
    );
    expect(commanded.secretsProblem).not.toContain('hunter2');
  } finally {
    await commanded.stop();
  }
});

test('a template that fails over a secret says so without it, and a boot script, which is stored, gets none', async () => {
  await app.run(profileCreate, windows);
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['win'] });
  const { bootId } = await app.boot({ ...machine.presented, ...efi });
  const password = '"correct" horse-battery';
  await app.run(profileCreate, { ...windows, replace: true, set: { ...set, password } });
  const text = 'password {{ settings.password }} {{ settings.share-password }}\n';
  const refused = await app.refusal(profileEdit, { profile: 'win', file: 'autounattend.xml', text });
  const seen = [refused, (await app.ask(`/config/${machine.id}/${bootId}/autounattend.xml`)).status];
  expect(refused).toContain('the value [secret] is not one plain word');
  expect(JSON.stringify([...seen, await app.events()])).not.toContain('horse');
  const asArgument = { ...windows, name: 'args', args: 'pw={{ settings.password }}' };
  await app.run(profileCreate, asArgument);
  expect(
    await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['args'], replace: true }),
  ).toContain('undefined variable: settings.password');
});
