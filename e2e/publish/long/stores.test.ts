import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { putContainer } from '@netberth/openstack';
import { S3Store, SwiftStore, type S3Credentials } from '@netberth/publish';
import { storeContract } from '@netberth/publish/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { urlOf, region } from '../../openstack/src/cloud-plan.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { ObjectCloud } from '../src/object-cloud.ts';

const cloud = await ObjectCloud.start(emptyWorkFolder('publish-stores'));
afterAll(() => cloud.stop());

const newName = (): string => `menu-${randomBytes(4).toString('hex')}`;
const object = (text: string) => ({
  bytes: new TextEncoder().encode(text),
  type: 'text/html; charset=utf-8',
  cacheControl: 'public, max-age=60',
});

async function credentials(): Promise<S3Credentials> {
  const { access, secret } = await cloud.newKeys();
  return { accessKeyId: access, secretAccessKey: secret, sessionToken: null };
}

/** A bucket of S3 is a container of Swift. */
async function openBucket(prefix: string): Promise<S3Store> {
  const bucket = newName();
  await putContainer(cloud.demo, bucket, { 'x-container-read': '.r:*' });
  return openS3(bucket, prefix, await credentials());
}

function openS3(bucket: string, prefix: string, keys: S3Credentials, rowsAtOnce?: number): S3Store {
  return new S3Store(
    { bucket, prefix, region, endpoint: urlOf(cloud.plan, 'swift') },
    {
      fetch: async (url, init) => fetch(url, init),
      credentials: async () => keys,
      pause: (milliseconds) => sleep(milliseconds),
      random: Math.random,
    },
    rowsAtOnce,
  );
}

describe('Swift', () => {
  storeContract(async () => new SwiftStore(cloud.demo, newName(), 'some/where'));

  test('a container that is not there is made for everybody to read, with the headers that caches go by', async () => {
    const store = new SwiftStore(cloud.demo, newName(), '');
    expect(await store.isPublic()).toBeNull();
    await store.put('stable/index.html', object('<h1>'));
    expect(await store.isPublic()).toBe(true);
    const answer = await fetch(`${await store.url()}/stable/index.html`);
    expect([answer.status, await answer.text()]).toEqual([200, '<h1>']);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('says that a container is closed', async () => {
    const name = newName();
    await putContainer(cloud.demo, name);
    expect(await new SwiftStore(cloud.demo, name, '').isPublic()).toBe(false);
  });
});

describe('S3', () => {
  storeContract(() => openBucket('some/where'));

  test('keeps the headers that caches go by, also of copies', async () => {
    const store = await openBucket('');
    await store.put('one', object('<h1>'));
    await store.copy('one', 'two', object('<h1>'));
    const bucket = store.title.replace('s3://', '');
    const url = await new SwiftStore(cloud.demo, bucket, '').url();
    for (const name of ['one', 'two']) {
      const answer = await fetch(`${url}/${name}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
    }
  });

  test('lists more than one page', async () => {
    const bucket = (await openBucket('')).title.replace('s3://', '');
    const store = openS3(bucket, '', await credentials(), 2);
    const names = ['n/1', 'n/2', 'n/3', 'n/4', 'n/5'];
    for (const name of names) await store.put(name, object(name));
    const seen: string[] = [];
    for await (const { path } of store.list('n/')) seen.push(path);
    expect(seen).toEqual(names);
  });

  test('says that a bucket is not there, that keys are wrong, and that they have ended', async () => {
    const keys = await credentials();
    await expect(openS3(newName(), '', keys).read('a')).rejects.toThrow(
      /404 NoSuchBucket .*\nThe bucket is not there/,
    );
    const wrong = openS3(newName(), '', { ...keys, secretAccessKey: 'wrong' });
    await expect(wrong.read('a')).rejects.toThrow(
      /403 SignatureDoesNotMatch .*\nLook at the secret key and the region: AWS_SECRET_ACCESS_KEY/,
    );
    await cloud.endKeys(keys.accessKeyId);
    await expect(openS3(newName(), '', keys).read('a')).rejects.toThrow(/answers 403 /);
  });

  test('says that nobody answers', async () => {
    const store = new S3Store(
      { bucket: 'b', prefix: '', region, endpoint: 'http://127.0.0.1:9' },
      {
        fetch: async (url, init) => fetch(url, init),
        credentials,
        pause: async () => undefined,
        random: () => 0,
      },
    );
    await expect(store.read('a')).rejects.toThrow(/^s3:\/\/b does not answer: /);
  });
});
