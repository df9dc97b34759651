import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishedChecksums } from '@netberth/catalogue';
import { checksumListFetcher } from '@netberth/catalogue/online';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fetched } from './asset-fetch.ts';
import { AssetFetches } from './asset-fetches.ts';
import { AssetStore } from './asset-store.ts';
import { FakeUpstream, servedFile, type Answering } from './upstream/upstream.fixture.ts';
import { ownPlace } from '../../platform/file-place.ts';

const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');

let data: string;
let upstream: FakeUpstream;
let store: AssetStore;
let fetches: AssetFetches;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'netberth-assets-'));
  upstream = await FakeUpstream.start();
  store = await AssetStore.open(ownPlace(data));
  fetches = openFetches();
});
afterEach(async () => {
  await fetches.stop();
  await upstream.stop();
  await rm(data, { recursive: true });
});

function openFetches() {
  return new AssetFetches({ store, now: () => 1_700_000_000_000, timeoutMs: 300, pauseMs: 1 });
}

async function fetchFile(path: string, expected: string | null = null): Promise<Fetched> {
  const checksums = new PublishedChecksums(checksumListFetcher(2000));
  const fetched = await fetches.fetch({ url: `${upstream.url}${path}`, sha256: expected }, { checksums })
    .done;
  if (fetched.kind === 'staged') await store.publish(fetched.staged);
  return fetched;
}

async function whyOf(path: string, expected: string | null = null): Promise<string> {
  const fetched = await fetchFile(path, expected);
  return fetched.kind === 'failed' ? fetched.why.replaceAll(upstream.url, 'URL') : fetched.kind;
}

function storedAt(path: string): Promise<Buffer> {
  const record = store.find(`${upstream.url}${path}`);
  if (record === undefined) throw new Error(`${path} is not stored`);
  return readFile(join(store.folder, store.fileOf(record)));
}

/** Only so many bytes leave; then the connection ends, or nothing more comes. */
function cutAt(bytes: number, whole: Answering = servedFile(content), hangs = false): Answering {
  return (request, response) => {
    const end = response.end.bind(response);
    response.end = ((chunk: Buffer) => {
      if (chunk.length <= bytes) return end(chunk);
      response.write(chunk.subarray(0, bytes), () => hangs || response.socket?.end());
      return response;
    }) as typeof response.end;
    whole(request, response);
  };
}

describe('a file of the menu', () => {
  test('is stored with its checksum, and is there for the next server', async () => {
    upstream.files.set('/linux', servedFile(content));
    expect((await fetchFile('/linux')).kind).toBe('staged');
    expect(await storedAt('/linux')).toEqual(content);
    const record = {
      url: `${upstream.url}/linux`,
      sizeBytes: 200_000,
      sha256,
      checkedBy: null,
      etag: '"1"',
      lastModified: null,
      storedAtMs: 1_700_000_000_000,
    };
    expect((await AssetStore.open(ownPlace(data))).records).toEqual([record]);
    expect(await readdir(join(store.folder, '.parts'))).toEqual([]);
  });

  test('that is stored is not fetched again until upstream has another, which then takes its place', async () => {
    upstream.files.set('/linux', servedFile(content));
    await fetchFile('/linux');
    expect((await fetchFile('/linux')).kind).toBe('unchanged');
    upstream.files.set('/linux', servedFile(Buffer.from('newer'), '"2"'));
    expect((await fetchFile('/linux')).kind).toBe('staged');
    expect((await storedAt('/linux')).toString()).toBe('newer');
    const folder = join(store.folder, store.fileOf(store.records[0] ?? expect.unreachable()), '../..');
    expect((await readdir(folder)).length).toBe(2);
  });

  test('is fetched once for all who ask at the same time', async () => {
    upstream.files.set('/linux', servedFile(content));
    const all = await Promise.all(Array.from({ length: 20 }, () => fetchFile('/linux')));
    expect(all.every(({ kind }) => kind === 'staged')).toBe(true);
    expect(upstream.count('/linux')).toBe(1);
  });

  test('that breaks off is asked for again', async () => {
    upstream.files.set('/linux', (request, response) => {
      (upstream.count('/linux') < 3 ? cutAt(60_000) : servedFile(content))(request, response);
    });
    expect((await fetchFile('/linux')).kind).toBe('staged');
    expect(await storedAt('/linux')).toEqual(content);
  });

  test('goes on at the next run where an earlier one was given up', async () => {
    upstream.files.set('/linux', (request, response) => {
      if (request.headers.range === undefined) cutAt(150_000, servedFile(content), true)(request, response);
      else response.writeHead(503).end();
    });
    expect(await whyOf('/linux')).toBe('answers 503');
    expect(store.records).toEqual([]);
    const [part] = await store.parts();
    expect(part?.receivedBytes).toBeGreaterThan(0);
    upstream.files.set('/linux', servedFile(content));
    upstream.asked.length = 0;
    store = await AssetStore.open(ownPlace(data));
    fetches = openFetches();
    expect((await fetchFile('/linux')).kind).toBe('staged');
    expect(upstream.asked).toContain(`GET /linux bytes=${part?.receivedBytes}-`);
    expect(await storedAt('/linux')).toEqual(content);
  });

  test('begins again where upstream has another version by then', async () => {
    const newer = Buffer.alloc(180_000, 'n');
    upstream.files.set('/linux', (request, response) => {
      if (request.headers.range === undefined) cutAt(150_000, servedFile(content), true)(request, response);
      else servedFile(newer, '"2"')(request, response);
    });
    expect((await fetchFile('/linux')).kind).toBe('staged');
    expect(await storedAt('/linux')).toEqual(newer);
  });

  test('without a length is taken to the end of the answer', async () => {
    upstream.files.set('/linux', (_, response) => {
      response.write(content);
      response.end();
    });
    expect((await fetchFile('/linux')).kind).toBe('staged');
    expect(await storedAt('/linux')).toEqual(content);
  });
});

describe('the checksum of a file', () => {
  test('is compared with what upstream publishes', async () => {
    upstream.files.set('/iso/a.iso', servedFile(content));
    upstream.files.set('/iso/SHA256SUMS', (_, response) => response.end(`${sha256} *a.iso\n`));
    await fetchFile('/iso/a.iso');
    expect(store.records[0]?.checkedBy).toBe(`${upstream.url}/iso/SHA256SUMS`);
  });

  test('that is another keeps the file from being stored', async () => {
    const other = '0'.repeat(64);
    upstream.files.set('/a.iso', servedFile(content));
    upstream.files.set('/a.iso.sha256', (_, response) => response.end(`${other}  a.iso\n`));
    expect(await whyOf('/a.iso')).toBe(
      `is not what it should be: its sha256 is ${sha256}, but URL/a.iso.sha256 says ${other}`,
    );
    expect(await whyOf('/a.iso', 'f'.repeat(64))).toContain(`but the catalogue says ${'f'.repeat(64)}`);
    expect(store.records).toEqual([]);
    expect(await store.parts()).toEqual([]);
  });

  test('is told of a file that is put together from two versions, which is then fetched whole', async () => {
    upstream.files.set('/a.iso.sha256', (_, response) => response.end(sha256));
    upstream.files.set('/a.iso', (request, response) => {
      if (request.headers.range === undefined)
        cutAt(150_000, servedFile(Buffer.alloc(200_000, 'x')), true)(request, response);
      else response.writeHead(503).end();
    });
    expect(await whyOf('/a.iso')).toBe('answers 503');
    // The new version has the length and the entity tag of the old one.
    upstream.files.set('/a.iso', servedFile(content));
    expect((await fetchFile('/a.iso')).kind).toBe('staged');
    expect(await storedAt('/a.iso')).toEqual(content);
  });
});

describe('upstream that', () => {
  test.each<[string, Answering, string]>([
    ['has no such file', (_, response) => response.writeHead(404).end(), 'answers 404'],
    ['fails', (_, response) => response.writeHead(503).end(), 'answers 503'],
    ['hangs', () => undefined, 'does not answer within 0.3 s'],
    [
      'hangs in the middle',
      (_, response) =>
        response.writeHead(200, { 'content-length': 200_000 }).write(content.subarray(0, 70_000)),
      'hangs after N bytes: nothing came for 0.3 s',
    ],
    [
      'moves it to another protocol',
      (_, response) => response.writeHead(302, { location: 'https://files.example/linux' }).end(),
      'is moved to https://files.example/linux: another protocol than the catalogue names',
    ],
    [
      'moves it to where clouds keep their secrets',
      (_, response) =>
        response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
      'leads to 169.254.169.254, which is an address of this server itself or link-local, and no mirror',
    ],
    [
      'moves it in a circle',
      (_, response) => response.writeHead(302, { location: '/it' }).end(),
      'is moved more than 5 times',
    ],
    [
      'answers with a page',
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>sorry'),
      'answers with a web page in place of the file',
    ],
    [
      'is cut off at 99 %, always',
      cutAt(198_000, servedFile(content, null)),
      'is cut off after N of 200000 bytes',
    ],
    [
      'has 100 GB of it',
      (_, response) => response.writeHead(200, { 'content-length': 1e11 * 1e6 }).write('x'),
      'has 90949.5 TiB to come, and the disk of the data folder has room for ROOM',
    ],
    [
      'changes its size between parts, always',
      ({ headers }, response) => {
        const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? -1);
        if (from < 0) cutAt(150_000, servedFile(content), true)({ headers } as never, response);
        else
          response
            .writeHead(206, {
              etag: '"1"',
              'content-range': `bytes ${from}-249999/250000`,
              'content-length': 250_000 - from,
            })
            .end(Buffer.alloc(250_000 - from));
      },
      'changes its size between parts: was 200000 bytes, is 250000',
    ],
  ])('%s is named, and nothing of it is to be seen', async (_, answer, why) => {
    upstream.files.set('/it', answer);
    const told = await whyOf('/it');
    expect(told.replace(/after \d+/, 'after N').replace(/room for .*/, 'room for ROOM')).toBe(why);
    expect(store.records).toEqual([]);
    const entries = await readdir(store.folder);
    expect(entries.filter((name) => name !== '.parts')).toEqual([]);
  });

  test('is not there is named', async () => {
    const wanted = { url: 'http://127.0.0.1:1/it', sha256: null };
    const checksums = new PublishedChecksums(async () => null);
    expect(await fetches.fetch(wanted, { checksums }).done).toMatchObject({
      kind: 'failed',
      why: 'cannot be reached: ECONNREFUSED',
    });
  });
});

describe('what is stored', () => {
  test('is found out when it is not as it was stored', async () => {
    upstream.files.set('/linux', servedFile(content));
    await fetchFile('/linux');
    const [record] = store.records;
    if (record === undefined) throw new Error('nothing is stored');
    expect(await store.isSound(record)).toBe(true);
    const file = join(store.folder, store.fileOf(record));
    await rm(file);
    expect(await store.isSound(record)).toBe(false);
    expect((await AssetStore.open(ownPlace(data))).records).toEqual([]);
    await store.remove(record.url);
    await expect(stat(join(file, '../..'))).rejects.toThrow('ENOENT');
  });
});
