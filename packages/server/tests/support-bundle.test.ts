import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  machineGrant,
  machineSet,
  profileCreate,
  supportBundle,
  tokenCreate,
  userAdd,
  webhookCreate,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redact } from '../src/features/support/redact.ts';
import { hashPassword } from '../src/features/access/password.ts';
import { installer, withManifest } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({
    ...{ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080', 'log-boots': 'true' },
    ...{ 'channels-hook-secret': 'planted-hook-secret', 'channels-api-token': 'planted-api-token' },
    'menu-passwords': `ada:${await hashPassword('planted-menu-password')}`,
  });
  await app.import('image1', { ...installer, ...withManifest() });
});
afterAll(() => app.stop());

/** Puts a secret wherever one can be. @returns all of them */
async function plantSecrets(): Promise<readonly string[]> {
  const machine = await app.addMachine({ metadata: { password: 'planted-metadata' } });
  await app.run(machineSet, { machine: String(machine.id), metadata: { note: 'planted-note' } });
  await app.run(profileCreate, {
    ...{ name: 'win', product: 'windows', answers: 'default' },
    set: {
      ...{ edition: 'Windows Server 2025 SERVERSTANDARD', share: String.raw`\\files.example\windows` },
      ...{ 'share-user': 'install', 'share-password': 'planted-share', password: 'planted-profile-password' },
    },
    input: { media: 'http://files.example/windows' },
  });
  await app
    .run(webhookCreate, { url: 'https://u:planted-url@192.0.2.9/', events: ['machine.failed'] })
    .catch(() => undefined);
  const { token } = await app.run(tokenCreate, {
    ...{ name: 'ci', permissions: ['machine:read'], expires: '1d' },
  });
  const { password } = await app.run(userAdd, { name: 'grace' });
  const browser = await app.signIn('grace', password);
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
  const { bootId } = await app.boot(machine.presented);
  await app.call('/failed', machine, bootId, `curl -d password=planted-log http://x/?bootid=${bootId}\n`);
  const keys = readdirSync(join(app.data, 'keys'))
    .map((name) => readFileSync(join(app.data, 'keys', name), 'latin1').trim())
    .filter((text) => text.length >= 16);
  return [
    ...[
      'planted-hook-secret',
      'planted-api-token',
      'planted-menu-password',
      '$argon2id$',
      'planted-metadata',
    ],
    ...['planted-note', 'planted-share', 'planted-profile-password', 'planted-url', 'planted-log'],
    ...[token, password, app.administratorPassword, browser.cookie.split('=')[1] ?? '', browser.csrf, bootId],
    ...keys,
  ];
}

test('the bundle says how the server is, and has none of the secrets that are in it', async () => {
  const secrets = await plantSecrets();
  const { status, text } = await app.send(supportBundle, {});
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    database: 'sqlite',
    settings: {
      newMachines: { source: '--new-machines', value: 'disk' },
      'channels.hookSecret': { value: '[secret]' },
    },
    machines: { failed: 1 },
    profiles: [
      { name: 'image1', destructive: true, method: 'linux' },
      { name: 'win', method: 'choice' },
    ],
    events: [
      {
        severity: 'alert',
        message: expect.stringContaining('image1 reports failure: curl -d password=[secret]'),
      },
    ],
    boots: [{ number: 1, machine: 1, decision: 'profile', profile: 'image1', code: 'NB1006' }],
    log: [],
  });
  expect(text).toContain('netberth_boots_total');
  expect(secrets.length).toBeGreaterThan(16);
  expect(secrets.filter((secret) => secret !== '' && text.includes(secret))).toEqual([]);
  expect(secrets).not.toContain('');
});

test.each([
  ['postgres://u:pa55@db/n failed', 'postgres://u:[secret]@db/n failed'],
  ['boot id 0123456789abcdef0123456789abcdef is wrong', 'boot id [secret] is wrong'],
  ['{"password":"x y\\"z","user":"a"}', '{"password":"[secret]","user":"a"}'],
  ['Authorization: Bearer abc.def', 'Authorization: [secret]'],
  ['it said swordfish twice: swordfish', 'it said [secret] twice: [secret]'],
  ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----', '[secret]'],
  ['machine 7: 52:54:00:12:34:56 boots its disk', 'machine 7: 52:54:00:12:34:56 boots its disk'],
])('what looks like a secret in a message of others is taken out: %s', (text, redacted) => {
  expect(redact(text, ['swordfish'])).toBe(redacted);
});
