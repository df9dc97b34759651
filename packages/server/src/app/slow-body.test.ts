import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endSlowBodies } from './slow-body.ts';

const withinMs = 50;
let plane: FastifyInstance;
beforeEach(async () => {
  plane = Fastify({ forceCloseConnections: true });
  plane.removeAllContentTypeParsers();
  plane.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
  endSlowBodies(plane, withinMs);
  plane.post('/short', ({ body }) => `heard ${String(body)}`);
  plane.post('/long', { config: { hasLongBody: true } }, ({ body }) => `heard ${String(body)}`);
  await plane.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => plane.close());

/** Sends a part of a body, and the rest when `rest` comes to an end. @returns all that is answered until it is over */
async function told(path: string, rest: Promise<unknown>): Promise<string> {
  const socket = connect((plane.server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += String(chunk)));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 4\r\n\r\nab`);
  await Promise.race([rest, closed]);
  if (!socket.destroyed) socket.write('cd');
  await closed;
  return answer;
}

test('a body that stops coming ends the connection without an answer', async () => {
  expect(await told('/short', new Promise(() => undefined))).toBe('');
});

test('one that comes is heard, however slow the answer is read', async () => {
  expect(await told('/short', Promise.resolve())).toMatch(/heard abcd$/);
});

test('where large bodies are meant to come, they take as long as they take', async () => {
  const later = new Promise((resolve) => setTimeout(resolve, 4 * withinMs));
  expect(await told('/long', later)).toMatch(/heard abcd$/);
});
