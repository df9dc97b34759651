import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeUrl } from './probe-url.ts';
import { file, startUpstream, type Upstream } from './upstream.fixture.ts';

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream({
    '/linux': file(8_222_656),
    '/huge.img': file(100_000_000_000),
    '/get-only': ({ method, headers }, response) => {
      if (method === 'HEAD') response.writeHead(405).end();
      else if (headers.range === 'bytes=0-0')
        response.writeHead(206, { 'content-range': 'bytes 0-0/5000', 'content-length': 1 }).end('x');
      else response.writeHead(500).end();
    },
    '/moved': (_, response) => response.writeHead(302, { location: '/linux' }).end(),
    '/secure': (_, response) => response.writeHead(301, { location: 'https://files.example/linux' }).end(),
    '/circle': (_, response) => response.writeHead(302, { location: '/circle' }).end(),
    '/page.img': (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(),
    '/folder/': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(),
    '/broken': (_, response) => response.writeHead(503).end(),
    '/hangs': () => undefined,
  });
});
afterAll(() => upstream.dispose());

test.each([
  ['/linux', { ok: true, sizeBytes: 8_222_656 }],
  ['/huge.img', { ok: false, why: 'has 93.1 GiB, and nothing that boots is larger than 50 GiB' }],
  ['/get-only', { ok: true, sizeBytes: 5000 }],
  ['/moved', { ok: true, sizeBytes: 8_222_656 }],
  ['/folder/', { ok: true, sizeBytes: null }],
  ['/nothing', { ok: false, why: 'answers 404' }],
  ['/broken', { ok: false, why: 'answers 503' }],
  ['/page.img', { ok: false, why: 'answers with a web page in place of the file' }],
  [
    '/secure',
    {
      ok: false,
      why: 'is moved to https://files.example/linux: iPXE cannot follow to another protocol everywhere',
    },
  ],
  ['/circle', { ok: false, why: 'is moved more than 5 times' }],
])('asking for %s', async (path, probed) => {
  expect(await probeUrl(`${upstream.url}${path}`, { timeoutMs: 10_000 })).toEqual(probed);
});

test('who does not answer is given up', async () => {
  expect(await probeUrl(`${upstream.url}/hangs`, { timeoutMs: 200 })).toEqual({
    ok: false,
    why: 'does not answer within 0.2 s',
  });
});

test('a server that is not there is no missing file', async () => {
  expect(await probeUrl('http://127.0.0.1:1/linux', { timeoutMs: 10_000 })).toEqual({
    ok: false,
    why: expect.stringMatching(/^cannot be reached: /),
  });
});
