import { tokenCreate } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overviewsIn } from './harness/overviews-in.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const path = '/api/v1/overview/stream';

test('the stream of the overview begins with how it is, and goes on when it has changed', async () => {
  const { token } = await app.run(tokenCreate, { name: 'wall', permissions: ['machine:read'] });
  const controller = new AbortController();
  const response = await fetch(`${app.adminUrl}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: controller.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const events = overviewsIn(response);
  expect((await events.next()).value?.machines).toBe(0);
  await app.addMachine();
  expect((await events.next()).value?.machines).toBe(1);
  controller.abort();
});

test('no more than two hundred look at once', async () => {
  const { token } = await app.run(tokenCreate, { name: 'crowd', permissions: ['machine:read'] });
  const headers = { authorization: `Bearer ${token}` };
  const controller = new AbortController();
  const look = (signal: AbortSignal) => fetch(`${app.adminUrl}${path}`, { headers, signal });
  const crowd = await Promise.all(Array.from({ length: 200 }, () => look(controller.signal)));
  expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]));
  expect(refusalIn(await app.askAdmin({ path, headers }))).toBe(
    'NB3070 200 people look at the overview already. Reload the page later; `netberth overview show` works meanwhile.',
  );
  controller.abort();
  const late = new AbortController();
  await expect.poll(async () => (await look(late.signal)).status).toBe(200);
  late.abort();
});

test('who may not see all machines gets no stream', async () => {
  const { token } = await app.run(tokenCreate, { name: 'other', permissions: ['profile:read'] });
  const refused = await app.askAdmin({ path, headers: { authorization: `Bearer ${token}` } });
  expect([refused.status, refused.type]).toEqual([403, 'application/problem+json; charset=utf-8']);
  const unknown = await app.askAdmin(path);
  expect([unknown.status, unknown.type]).toEqual([401, 'application/problem+json; charset=utf-8']);
});
