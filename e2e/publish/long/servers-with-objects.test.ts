import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineAdd, machineGrant, machineRevoke, menuEntrySet, profileRemove } from '@netberth/api';
import { listObjects, putContainer } from '@netberth/openstack';
import { afterAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../../packages/server/tests/database/servers/postgres-server.ts';
import { installer } from '../../../packages/server/tests/harness/images.ts';
import { TestApp } from '../../../packages/server/tests/harness/start-app.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { ObjectCloud } from '../src/object-cloud.ts';

const folder = emptyWorkFolder('servers-with-objects');
const cloud = await ObjectCloud.start(join(folder, 'cloud'));
afterAll(() => cloud.stop());

const soon = { timeout: 60_000, interval: 200 };
const container = `files-${randomBytes(4).toString('hex')}`;

/** A file as the tools of AWS have it. */
async function writeKeys(): Promise<string> {
  const environment = await cloud.environment();
  const file = join(folder, 's3-credentials');
  const lines = [
    '[default]',
    `aws_access_key_id = ${environment['AWS_ACCESS_KEY_ID']}`,
    `aws_secret_access_key = ${environment['AWS_SECRET_ACCESS_KEY']}`,
    `region = ${environment['AWS_REGION']}`,
    `endpoint_url = ${environment['AWS_ENDPOINT_URL']}`,
    '',
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  return file;
}

async function dataWithClouds(name: string): Promise<string> {
  const data = join(folder, name);
  mkdirSync(join(data, 'openstack'), { recursive: true });
  const environment = await cloud.environment();
  copyFileSync(environment['OS_CLIENT_CONFIG_FILE'] ?? '', join(data, 'openstack', 'clouds.yaml'));
  return data;
}

async function objectsIn(name: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const object of listObjects(cloud.demo, name, '')) names.push(object.name);
  return names;
}

describe.each([
  ['S3', 's3'],
  ['Swift', 'swift'],
])('two servers with their files in %s', (_, kind) => {
  test('boot from either what was imported at one, and have the same menu', async () => {
    const bucket = `${container}-${kind}`;
    // A bucket of S3 is made by whoever runs it.
    if (kind === 's3') await putContainer(cloud.demo, bucket, {});
    const postgres = await startPostgres();
    const flags = {
      database: postgres.adminUrl,
      'files-place': `${kind}://${bucket}/site`,
      'secrets-key-file': join(folder, `${kind}.key`),
      ...(kind === 's3' && { 'files-credentials': await writeKeys() }),
    };
    const [one, two] = [
      await TestApp.start({ ...flags, data: await dataWithClouds(`${kind}-one`) }),
      await TestApp.start({ ...flags, data: await dataWithClouds(`${kind}-two`) }),
    ];
    try {
      await one.import('image1', { ...installer, 'disk.raw': Buffer.alloc(20_000_000, 'x') });
      expect(readdirSync(join(two.data, 'images'))).toEqual([]);
      const mac = '52:54:00:ee:01:01';
      const { id } = await two.run(machineAdd, { macs: [mac] });
      await one.run(machineGrant, { machine: String(id), profiles: ['image1'] });
      const { script } = await two.boot({ net0: mac });
      const disk = /^initrd (\S+)$/m.exec(script)?.[1] ?? '/images/image1/initrd.img';
      expect((await two.ask(`/${disk.replace(/^\//, '')}`)).text).toBe('the initrd');
      const whole = await two.ask('/images/image1/disk.raw');
      expect([whole.status, whole.text.length]).toEqual([200, 20_000_000]);

      const entry = `name: Site Linux\nhomepage: https://site.test\nsection: linux\nnet: none\nmirrors: http://files.test\narch: { x86_64: x86_64 }\n`;
      const document = `${entry}boot: [{ method: linux, kernel: '{mirror}/kernel' }]\n`;
      await one.run(menuEntrySet, { file: 'site-linux.yaml', document });
      await expect
        .poll(async () => (await two.ask('/menu/sections/linux.ipxe?firmware=bios&arch=x86_64')).text, soon)
        .toContain('Site Linux');

      expect((await objectsIn(bucket)).some((name) => name.startsWith('site/images/image1-'))).toBe(true);
      await two.run(machineRevoke, { machine: String(id) });
      await two.run(profileRemove, { profile: 'image1' });
      expect((await objectsIn(bucket)).filter((name) => name.startsWith('site/images/'))).toEqual([]);
    } finally {
      await one.stop();
      await two.stop();
      await postgres.stop();
    }
  }, 120_000);
});
