import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { TestApp } from './harness/start-app.ts';

type Sent = {
  resourceSpans: {
    scopeSpans: { spans: { name: string; traceId: string; spanId: string; parentSpanId?: string }[] }[];
  }[];
};

test('with tracing.url a boot is a trace: its request, within the caller’s, and its transaction, and no boot id', async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    void text(request).then((body) => {
      received.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => collector.once('listening', resolve));
  const { port } = collector.address() as AddressInfo;
  const app = await TestApp.start({ 'tracing-url': `http://127.0.0.1:${port}/v1/traces` });
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  await app.ask({ path: '/bootstrap?net0=52-54-00-00-00-01', headers });
  await app.ask('/finish?id=1&bootid=0123456789abcdef0123456789abcdef');
  await app.stop();
  collector.close();
  const spans = received.flatMap((body) =>
    (JSON.parse(body) as Sent).resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)),
  );
  const request = spans.find(({ name }) => name === 'GET /bootstrap');
  expect(request).toMatchObject({ traceId, parentSpanId: '00f067aa0ba902b7' });
  expect(
    spans.find(({ name, parentSpanId }) => name === 'database write' && parentSpanId === request?.spanId),
  ).toMatchObject({ traceId });
  expect(spans.map(({ name }) => name)).toContain('GET /finish');
  expect(received.join('')).not.toContain('0123456789abcdef0123456789abcdef');
});

test('a receiver of traces that does not answer keeps nobody from booting, and the server from nothing', async () => {
  const app = await TestApp.start({ 'tracing-url': 'http://127.0.0.1:9/v1/traces' });
  expect((await app.ask('/bootstrap?net0=52-54-00-00-00-01')).status).toBe(200);
  await app.stop();
});
