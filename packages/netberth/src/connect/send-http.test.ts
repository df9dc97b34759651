import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { sendHttp } from './send-http.ts';

async function withServer<Result>(
  listener: RequestListener,
  run: (socket: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'netberth-http-'));
  const socket = join(folder, 's');
  const server = createServer(listener).listen(socket);
  await once(server, 'listening');
  try {
    return await run(socket);
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
}

function upload(stream: Readable) {
  return { method: 'PUT', path: '/x', headers: {}, body: stream };
}

function* megabytes(count: number): Generator<Buffer> {
  for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(1024 * 1024);
}

describe('an upload', () => {
  test('arrives whole', async () => {
    const received = await withServer(
      (request, response) => {
        let bytes = 0;
        request.on('data', (chunk: Buffer) => (bytes += chunk.length));
        request.on('end', () => response.end(String(bytes)));
      },
      (socket) => sendHttp({ socket }, upload(Readable.from(megabytes(20))), {}),
    );
    expect(received).toEqual({ status: 200, contentType: '', text: String(20 * 1024 * 1024), cookies: [] });
  });

  test('that is refused before its end gives the refusal, not a broken pipe', async () => {
    const answer = await withServer(
      (request, response) => {
        request.once('data', () => {
          response.writeHead(409, { 'content-type': 'text/plain', connection: 'close' });
          response.end('no');
        });
      },
      (socket) => sendHttp({ socket }, upload(Readable.from(megabytes(200))), {}),
    );
    expect(answer).toEqual({ status: 409, contentType: 'text/plain', text: 'no', cookies: [] });
  });

  test('whose file cannot be read to its end is broken off with the reason', async () => {
    let wasWhole = false;
    const failing = Readable.from(
      (function* () {
        yield* megabytes(2);
        throw new Error('the disk is gone');
      })(),
    );
    const sent = withServer(
      (request) => {
        request.on('end', () => (wasWhole = true));
        request.on('error', () => undefined);
        request.resume();
      },
      (socket) => sendHttp({ socket }, upload(failing), {}),
    );
    await expect(sent).rejects.toThrow('the disk is gone');
    expect(wasWhole).toBe(false);
  });

  test('fails when the server goes away without an answer', async () => {
    const sent = withServer(
      (request) => {
        request.once('data', () => request.socket.destroy());
      },
      (socket) => sendHttp({ socket }, upload(Readable.from(megabytes(50))), {}),
    );
    await expect(sent).rejects.toThrow(/EPIPE|ECONNRESET|hang up/);
  });
});
