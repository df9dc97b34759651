import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startImageServer, type ImageServer } from './image-server.fixture.ts';

const CONTENT = 'abcdefghijklmnopqrstuvwxyz';
const MODIFIED = 'Tue, 15 Nov 1994 12:45:26 GMT';

describe.each([
  ['from memory', 1024 * 1024],
  ['from the disk', 0],
])('serveImageFile, %s', (_, imageCacheBytes) => {
  let images: ImageServer;

  beforeAll(async () => {
    images = await startImageServer({ imageCacheBytes });
    mkdirSync(join(images.folder, 'sub'));
    writeFileSync(join(images.folder, 'kernel'), CONTENT);
    utimesSync(join(images.folder, 'kernel'), new Date(MODIFIED), new Date(MODIFIED));
    writeFileSync(join(images.folder, 'empty'), '');
    writeFileSync(join(images.folder, 'boot.ipxe'), '#!ipxe\n');
    writeFileSync(join(images.folder, 'page.html'), '<script>');
    symlinkSync('/proc/self/environ', join(images.folder, 'environ'));
    symlinkSync('loop', join(images.folder, 'loop'));
    execFileSync('mkfifo', [join(images.folder, 'fifo')]);
  });
  afterAll(() => images.close());

  it('sends the whole file with what a client needs to resume or keep it', async () => {
    const { status, headers, body } = await images.get('kernel');
    expect([status, body.toString()]).toEqual([200, CONTENT]);
    expect(headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '26',
      'content-type': 'application/octet-stream',
      etag: expect.stringMatching(/^"1a-[0-9a-f]+-[0-9a-f]+"$/u),
      'last-modified': MODIFIED,
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['bytes=0-3', 206, 'abcd', 'bytes 0-3/26'],
    ['bytes=23-', 206, 'xyz', 'bytes 23-25/26'],
    ['bytes=-2', 206, 'yz', 'bytes 24-25/26'],
    ['bytes=25-99', 206, 'z', 'bytes 25-25/26'],
    ['bytes=0-', 206, CONTENT, 'bytes 0-25/26'],
    ['bytes=26-', 416, '', 'bytes */26'],
    ['bytes=0-0,2-2', 200, CONTENT, undefined],
    ['nonsense', 200, CONTENT, undefined],
  ])('answers Range: %s', async (range, status, text, contentRange) => {
    const answer = await images.get('kernel', { range });
    expect([answer.status, answer.body.toString(), answer.headers['content-range']]).toEqual([
      status,
      text,
      contentRange,
    ]);
    expect(answer.headers['content-length']).toBe(String(text.length));
  });

  it('answers HEAD like GET, without the bytes and without the Range', async () => {
    const [got, headed] = [
      await images.get('kernel'),
      await images.get('kernel', { range: 'bytes=0-3' }, 'HEAD'),
    ];
    const { date: _got, ...gotHeaders } = got.headers;
    const { date: _headed, ...headedHeaders } = headed.headers;
    expect([headed.status, headed.body.length]).toEqual([200, 0]);
    expect(headedHeaders).toEqual(gotHeaders);
  });

  it('spares a client what it already has, and resumes only the same version', async () => {
    const { etag } = (await images.get('kernel')).headers;
    const kept = await images.get('kernel', { 'if-none-match': etag });
    expect([kept.status, kept.body.length, kept.headers.etag]).toEqual([304, 0, etag]);
    expect((await images.get('kernel', { 'if-match': '"other"' })).status).toBe(412);
    const range = 'bytes=20-';
    expect((await images.get('kernel', { range, 'if-range': etag })).body.toString()).toBe('uvwxyz');
    expect((await images.get('kernel', { range, 'if-range': '"other"' })).body.toString()).toBe(CONTENT);
    expect((await images.get('kernel', { range, 'if-range': MODIFIED })).status).toBe(206);
  });

  it('sends an empty file', async () => {
    const { status, headers, body } = await images.get('empty');
    expect([status, headers['content-length'], body.length]).toEqual([200, '0', 0]);
    expect((await images.get('empty', { range: 'bytes=0-' })).status).toBe(416);
  });

  it.each([
    ['boot.ipxe', 'text/plain; charset=utf-8'],
    ['page.html', 'application/octet-stream'],
  ])('calls %s %s', async (name, type) => {
    expect((await images.get(name)).headers['content-type']).toBe(type);
  });

  it.each([
    [
      'missing',
      404,
      'Netberth NB2013: cannot serve "missing": the profile has no such file; `netberth profile show` lists them.\n',
    ],
    [
      'sub',
      403,
      'Netberth NB2017: cannot serve "sub": it is not a regular file; name a file, not a folder.\n',
    ],
    [
      'sub/',
      400,
      'Netberth NB2017: cannot serve "sub/": a part of it is empty; write one "/" between names and none at either end.\n',
    ],
    [
      'fifo',
      403,
      'Netberth NB2017: cannot serve "fifo": it is not a regular file; name a file, not a folder.\n',
    ],
    [
      'environ',
      403,
      'Netberth NB2017: cannot serve "environ": it is a link out of the profile; put the file itself into the profile.\n',
    ],
    [
      'loop',
      500,
      'Netberth NB2090: cannot serve "loop": reading it failed (ELOOP); see the server\'s log.\n',
    ],
    [
      '../kernel',
      400,
      'Netberth NB2017: cannot serve "../kernel": it contains "." or ".."; name the file from the top of the profile.\n',
    ],
    [
      '%2e%2e/kernel',
      400,
      'Netberth NB2017: cannot serve "%2e%2e/kernel": it contains "." or ".."; name the file from the top of the profile.\n',
    ],
    [
      'a%5cb',
      400,
      'Netberth NB2017: cannot serve "a%5cb": a name contains "/" or "\\"; write a plain "/" between folders.\n',
    ],
    [
      '/etc/passwd',
      400,
      'Netberth NB2017: cannot serve "/etc/passwd": a part of it is empty; write one "/" between names and none at either end.\n',
    ],
    [
      'x'.repeat(300),
      400,
      `Netberth NB2017: cannot serve "${'x'.repeat(200)}…": a name has at most 255 bytes and a path 4095; shorten it.\n`,
    ],
  ])('says what is the matter with %s', async (path, status, text) => {
    const answer = await images.get(path);
    expect([answer.status, answer.body.toString()]).toEqual([status, text]);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const headed = await images.get(path, {}, 'HEAD');
    expect([headed.status, headed.body.length]).toEqual([status, 0]);
  });

  it('keeps the error of a broken look-up for the log', async () => {
    images.outcomes.length = 0;
    await images.get('loop');
    expect(images.outcomes).toMatchObject([{ kind: 'broken', error: { code: 'ELOOP' } }]);
  });

  it('takes no other method, and closes rather than read its body', async () => {
    const answer = await images.get('kernel', {}, 'DELETE');
    expect(answer.status).toBe(405);
    expect(answer.headers).toMatchObject({ allow: 'GET, HEAD', connection: 'close' });
  });

  it('answers pipelined requests in order', async () => {
    const socket = images.ask('kernel');
    socket.write(
      'GET /empty HTTP/1.1\r\nHost: test\r\n\r\nGET /boot.ipxe HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n',
    );
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text.match(/HTTP\/.*|content-length.*|#!ipxe/gu)?.map((line) => line.trim())).toEqual([
      'HTTP/1.1 200 OK',
      'content-length: 26',
      'HTTP/1.1 200 OK',
      'content-length: 0',
      'HTTP/1.1 200 OK',
      'content-length: 7',
      '#!ipxe',
    ]);
  });
});
