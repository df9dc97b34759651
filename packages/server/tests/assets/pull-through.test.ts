import { menuAssets, menuMirror } from '@netberth/api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assetPath } from '../../src/features/assets/asset-place.ts';
import { FakeUpstream, servedFile } from '../../src/features/assets/upstream/upstream.fixture.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { TestApp } from '../harness/start-app.ts';
import { siteOf } from './site-upstream.ts';

const image = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => 32 + ((index * 31) % 90)));

let upstream: FakeUpstream;
let app: TestApp;
const flags = { 'assets-pull-through': 'true', 'assets-max-bytes': '10MiB' };
beforeEach(async () => {
  upstream = await FakeUpstream.start();
  app = await TestApp.start({ data: siteOf(upstream), ...flags });
});
afterEach(async () => {
  await app.stop();
  await upstream.stop();
});

const pathOf = (path: string) => assetPath(`${upstream.url}${path}`);

describe('a server that pulls through', () => {
  test('fetches a file once for twenty machines that ask at once, and keeps it', async () => {
    let release: () => void = () => undefined;
    upstream.files.set('/1/live.squashfs', (_, response) => {
      response.writeHead(200, { 'content-length': image.length, etag: '"1"' });
      response.write(image.subarray(0, 1_000_000));
      // The rest comes when all have asked.
      release = () => void response.end(image.subarray(1_000_000));
    });
    const path = pathOf('/1/live.squashfs');
    const asking = Array.from({ length: 20 }, (_, index) =>
      app.ask({ path, ...(index % 4 === 3 && { headers: { range: 'bytes=2000000-2000099' } }) }),
    );
    const head = await app.ask({ path, method: 'HEAD' });
    expect([head.status, head.headers['content-length']]).toEqual([200, '3000000']);
    release();
    const answers = await Promise.all(asking);
    const texts = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text));
    expect([...texts].map((text) => text === image.toString())).toEqual([true]);
    const parts = answers.filter(({ status }) => status === 206);
    expect(parts.map(({ text }) => text)).toEqual(
      Array.from({ length: 5 }, () => image.subarray(2_000_000, 2_000_100).toString()),
    );
    expect(parts[0]?.headers['content-range']).toBe('bytes 2000000-2000099/3000000');
    await expect
      .poll(async () => (await app.run(menuAssets, {})).assets.map(({ state }) => state))
      .toEqual(['stored']);
    expect((await app.ask(path)).text === image.toString()).toBe(true);
    expect(upstream.count('/1/live.squashfs')).toBe(1);
  });

  test('names its own URLs in scripts, for whoever can only speak HTTP with it', async () => {
    const { text } = await app.ask(`/menu/p/site?release=1&arch=x86_64&firmware=efi&net0=${app.newMac()}`);
    expect(text).toContain(
      `\nkernel ${pathOf('/1/vmlinuz')} initrd=initrd0 root=live:${app.bootUrl}${pathOf('/1/live.squashfs')} `,
    );
    expect(text).not.toContain(`kernel ${upstream.url}`);
  });

  test('does not say that a file needs HTTPS which it can hand on by HTTP', async () => {
    const oldIpxe = { 'user-agent': 'iPXE/1.0.0+git-20190125.36a4c85-5.1' };
    const page = async (server: TestApp) => {
      const path = '/menu/sections/rescue.ipxe?firmware=bios&arch=x86_64';
      return (await server.ask({ path, headers: oldIpxe })).text;
    };
    expect(await page(app)).not.toContain('HTTPS');
    const without = await TestApp.start();
    expect(await page(without)).toContain('needs an iPXE with HTTPS');
    await without.stop();
  });

  test('gives nobody the whole of a file whose checksum is not what upstream publishes', async () => {
    upstream.files.set('/1/live.squashfs', servedFile(image));
    upstream.files.set('/1/SHA256SUMS', (_, response) => response.end(`${'0'.repeat(64)}  live.squashfs\n`));
    await expect(app.ask(pathOf('/1/live.squashfs'))).rejects.toThrow('aborted');
    expect((await app.run(menuAssets, {})).assets).toEqual([]);
  });

  test('sends machines upstream for what it cannot fetch, and for what is larger than it may keep', async () => {
    const gone = await app.ask(pathOf('/1/vmlinuz'));
    expect([gone.status, gone.headers.location]).toEqual([302, `${upstream.url}/1/vmlinuz`]);
    upstream.files.set('/2/vmlinuz', (_, response) =>
      response.writeHead(200, { 'content-length': 100 * 1024 * 1024 }).write('x'),
    );
    const large = await app.ask(pathOf('/2/vmlinuz'));
    expect([large.status, large.headers.location]).toEqual([302, `${upstream.url}/2/vmlinuz`]);
  });

  test('serves a file of which upstream does not say how large it is, when it is there', async () => {
    upstream.files.set('/1/vmlinuz', (_, response) => {
      response.write(image.subarray(0, 1000));
      response.end(image.subarray(1000));
    });
    const answer = await app.ask(pathOf('/1/vmlinuz'));
    expect([answer.status, answer.text.length]).toEqual([200, image.length]);
  });

  test('is no proxy: what the menu does not name is not fetched, whatever a machine asks for', async () => {
    const elsewhere = await FakeUpstream.start();
    elsewhere.files.set('/1/vmlinuz', servedFile(Buffer.from('secret')));
    const { text } = await app.ask(
      `/menu/p/site?release=1&arch=x86_64&firmware=efi&mirror=${elsewhere.url}&net0=${app.newMac()}`,
    );
    expect(text).toContain(`\nkernel ${elsewhere.url}/1/vmlinuz `);
    expect((await app.ask(assetPath(`${elsewhere.url}/1/vmlinuz`))).status).toBe(404);
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.stop();
  });
});

test('a server that is stopped waits for nothing that upstream has yet to send, and hangs up', async () => {
  const slow = await FakeUpstream.start();
  let hasHungUp: () => void = () => undefined;
  const hungUp = new Promise<void>((resolve) => (hasHungUp = resolve));
  slow.files.set('/1/live.squashfs', (_, response) => {
    response.on('close', hasHungUp);
    response.writeHead(200, { 'content-length': image.length }).write(image.subarray(0, 1_000_000));
  });
  const server = await TestApp.start({ data: siteOf(slow), ...flags });
  const path = assetPath(`${slow.url}/1/live.squashfs`);
  const asking = server.ask(path).catch((error: unknown) => error);
  const mirroring = server
    .run(menuMirror, { product: 'site', choice: { release: '1' } })
    .catch(() => undefined);
  await expect.poll(() => slow.count('/1/vmlinuz')).toBe(1);
  const received = async () => {
    const { assets } = await server.run(menuAssets, {});
    return assets.find(({ url }) => url.endsWith('/1/live.squashfs'))?.receivedBytes;
  };
  await expect.poll(received).toBe(1_000_000);
  await server.stop();
  await Promise.all([asking, mirroring, hungUp]);
  await slow.stop();
});

describe('a mirror run that is killed', () => {
  let killedUpstream: FakeUpstream;
  beforeAll(async () => {
    killedUpstream = await FakeUpstream.start();
  });
  afterAll(() => killedUpstream.stop());

  test('shows nothing of what is half there, and goes on at the next', async () => {
    const path = '/1/live.squashfs';
    for (const name of ['/1/vmlinuz', '/1/initrd.img'])
      killedUpstream.files.set(name, servedFile(Buffer.from(name)));
    killedUpstream.files.set(path, (_, response) => {
      response.writeHead(200, { 'content-length': image.length, etag: '"1"' });
      response.write(image.subarray(0, 2_000_000));
    });
    const data = siteOf(killedUpstream);
    const server = await ServerProcess.start(data);
    const body = JSON.stringify({ product: 'site', choice: { release: '1' } });
    const headers = { 'content-type': 'application/json' };
    const question = { method: 'POST', path: '/api/v1/menu/mirror', headers, body };
    const running = server.socket.ask(question).catch(() => undefined);
    const received = async () => {
      const { text } = await server.socket.ask('/api/v1/menu/assets');
      const { assets } = menuAssets.output.parse(JSON.parse(text));
      return assets.find(({ url }) => url.endsWith(path))?.receivedBytes;
    };
    await expect.poll(received).toBe(2_000_000);
    await server.kill();
    await running;
    const next = await TestApp.start({ data });
    try {
      const { assets } = await next.run(menuAssets, {});
      expect(assets.map(({ state }) => state)).toEqual(['partial', 'partial', 'partial']);
      killedUpstream.files.set(path, servedFile(image));
      killedUpstream.asked.length = 0;
      const mirrored = await next.run(menuMirror, { product: 'site', choice: { release: '1' } });
      expect(mirrored.files.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored']);
      expect(killedUpstream.asked.filter((each) => each.includes(path) && each.includes('bytes'))).toEqual([
        `GET ${path} bytes=2000000-`,
      ]);
      const { text } = await next.ask(assetPath(`${killedUpstream.url}${path}`));
      expect(text === image.toString()).toBe(true);
    } finally {
      await next.stop();
    }
  });
});
