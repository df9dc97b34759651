import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installer, tarOf, withManifest } from './harness/images.ts';
import { ServerProcess } from './harness/server-process.ts';

test('with logBoots the story of a boot is a line of JSON when it is answered, and one when it has ended', async () => {
  const data = mkdtempSync(join(tmpdir(), 'netberth-boot-log-'));
  const server = await ServerProcess.start(data, { 'log-boots': 'true' });
  const body = await tarOf({ ...installer, ...withManifest() });
  const post = (path: string, value: object) =>
    server.socket.ask({
      ...{ method: 'POST', path: `/api/v1${path}`, body: JSON.stringify(value) },
      headers: { 'content-type': 'application/json' },
    });
  const headers = { 'content-type': 'application/x-tar' };
  await server.socket.ask({ method: 'PUT', path: '/api/v1/profiles/image1/image', headers, body });
  await post('/machines', { macs: ['52:54:00:00:00:01'] });
  await post('/machines/1/grants', { profiles: ['image1'] });
  const { text } = await server.boot.ask('/bootstrap?net0=52-54-00-00-00-01&serial=%22%7D%0A');
  const bootId = /bootid=([0-9a-f]{32})/.exec(text)?.[1] ?? '';
  await server.boot.ask(`/post-install?id=1&bootid=${bootId}`);
  for (const path of ['/finish', '/finish']) await server.boot.ask(`${path}?id=1&bootid=${bootId}`);
  await server.kill('SIGTERM');
  const lines = server.log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const told = lines.filter((line) => line.boot !== undefined);
  expect(told).toMatchObject([
    {
      ...{ boot: 1, machine: 1, address: '127.0.0.1', decision: 'profile', got: 'image1', grant: 1, step: 0 },
      ...{ code: 'NB1006', msg: 'boot 1: image1' },
    },
    { boot: 1, machine: 1, got: 'image1', grant: 1, end: 'finished', msg: 'boot 1: image1 finished' },
  ]);
  expect(told[1].tookMs).toBeGreaterThanOrEqual(told[1].startedAfterMs);
  expect(server.log).not.toContain(bootId);
  rmSync(data, { recursive: true });
});
