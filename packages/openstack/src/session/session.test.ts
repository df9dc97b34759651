import { expect, test } from 'vitest';
import { listImages } from '../image/images.ts';
import { PretendCloud } from './pretend-cloud.fixture.ts';

const images = { service: 'image', method: 'GET', path: '/images' } as const;
const fine = { status: 200, json: { images: [] } };

test('calls at the same time share one token, and it goes along with each', async () => {
  const cloud = new PretendCloud(() => fine);
  const session = cloud.session();
  await Promise.all([session.call(images), session.call(images)]);
  expect(cloud.heard).toEqual([
    { method: 'GET', url: 'https://images.north/v2/images', token: 'token-1' },
    { method: 'GET', url: 'https://images.north/v2/images', token: 'token-1' },
  ]);
});

test('a token that will soon end is renewed before the next call, once for all of them', async () => {
  const cloud = new PretendCloud(() => fine);
  const session = cloud.session();
  await session.call(images);
  cloud.nowMs += 59 * 60_000;
  await Promise.all([session.call(images), session.call(images)]);
  expect(cloud.heard.map(({ token }) => token)).toEqual(['token-1', 'token-2', 'token-2']);
});

test('a token that the cloud takes no more is renewed, and the call made again', async () => {
  const cloud = new PretendCloud((_, __, heard) =>
    heard.at(-1)?.token === 'token-1' ? { status: 401 } : fine,
  );
  expect((await cloud.session().call(images)).status).toBe(200);
  expect(cloud.heard.map(({ token }) => token)).toEqual(['token-1', 'token-2']);
});

test('who is refused with a fresh token as well is told so', async () => {
  const cloud = new PretendCloud(() => ({ status: 401, json: { error: { message: 'no' } } }));
  await expect(cloud.session().call(images)).rejects.toThrow('image answers 401 to GET /v2/images: no');
  expect(cloud.heard).toHaveLength(2);
});

test('a service that is away for a moment is asked again', async () => {
  const cloud = new PretendCloud((_, __, heard) => {
    if (heard.length === 1)
      return new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.0.0.1:9292') });
    return heard.length === 2 ? { status: 503 } : fine;
  });
  expect((await cloud.session().call(images)).status).toBe(200);
  expect(cloud.pauses).toEqual([250, 500]);
});

test('a service that stays away is named, with why', async () => {
  const cloud = new PretendCloud(
    () => new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.0.0.1:9292') }),
  );
  await expect(cloud.session().call(images)).rejects.toThrow(
    'image at https://images.north cannot be reached (GET): connect ECONNREFUSED 10.0.0.1:9292',
  );
});

test('a region of several is not guessed', async () => {
  const cloud = new PretendCloud(() => fine);
  await expect(cloud.session({ region: null }).call(images)).rejects.toThrow(
    'The cloud "pretend" has its image service in 2 regions: say which with --os-region-name, one of North, South.',
  );
});

test('a service that the region lacks is named with the regions that have it', async () => {
  const cloud = new PretendCloud(() => fine);
  await expect(cloud.session({ region: 'South' }).call({ ...images, service: 'compute' })).rejects.toThrow(
    'The cloud "pretend" has no public compute service in the region "South": it has North (public).',
  );
});

test('a list is read page after page, by the query of the link alone', async () => {
  const row = (id: string) => ({ id, name: id, status: 'active' });
  const cloud = new PretendCloud((_, url) =>
    url.includes('marker=a')
      ? { status: 200, json: { images: [row('b')] } }
      : { status: 200, json: { images: [row('a')], next: '/v2/images?marker=a&limit=200' } },
  );
  expect((await listImages(cloud.session())).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('an answer that is not what the API promises says where', async () => {
  const cloud = new PretendCloud(() => ({ status: 200, json: { images: [{ id: 7 }] } }));
  await expect(listImages(cloud.session())).rejects.toThrow(
    'image answers what its API does not promise: id: Invalid input: expected string, received number',
  );
});
