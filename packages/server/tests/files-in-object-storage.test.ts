import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileList } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer, tarOf } from './harness/images.ts';
import { ObjectStorageDouble } from './harness/object-storage-double.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let storage: ObjectStorageDouble;
let folder: string;
let app: TestApp;
beforeAll(async () => {
  storage = await ObjectStorageDouble.start();
  folder = mkdtempSync(join(tmpdir(), 'netberth-keys-'));
  writeFileSync(join(folder, 's3'), storage.credentials);
  app = await TestApp.start({ 'files-place': 's3://site/boot', 'files-credentials': join(folder, 's3') });
  await app.import('image1', installer);
});
afterAll(async () => {
  await app.stop();
  storage.stop();
  rmSync(folder, { recursive: true });
});

test('a file that only the storage has is fetched when a machine wants it; while that is away, the machine asks again', async () => {
  await app.restart(() => {
    for (const name of ['images', 'shared-files.log']) rmSync(join(app.data, name), { recursive: true });
  });
  storage.isAway = true;
  const away = await app.ask('/images/image1/vmlinuz');
  expect([away.status, away.headers['retry-after'], away.text]).toEqual([
    503,
    '2',
    'Netberth NB8950: the file vmlinuz cannot be fetched from object storage now\nAsk again. The log of the server says why; the place is that of the setting files.place.\n',
  ]);
  storage.isAway = false;
  expect(await app.ask('/images/image1/vmlinuz')).toMatchObject({ status: 200, text: 'the kernel' });
});

test('an image that the storage does not take is not imported', async () => {
  storage.isAway = true;
  const refused = await app.upload('image2', await tarOf(installer));
  storage.isAway = false;
  expect([refused.status, refusalIn(refused)]).toEqual([
    503,
    'NB8951 object storage "s3://site/boot" does not take the files: s3://site/boot does not answer: other side closed. Nothing was changed. Look at files.place, and at files.credentials (S3) or files.cloud (Swift), then try again.',
  ]);
  expect((await app.run(profileList, {})).profiles.map(({ name }) => name)).toEqual(['image1']);
  expect(readdirSync(join(app.data, 'images'))).toHaveLength(1);
});

test('a server that has no credentials says where it has looked for them', async () => {
  const keys = join(folder, 'none');
  const flags = { 'files-place': 's3://site/boot', 'files-credentials': keys };
  await expect(TestApp.start(flags)).rejects.toThrow(
    `There are no credentials for S3: write aws_access_key_id and aws_secret_access_key under [default] of ${keys}`,
  );
});
