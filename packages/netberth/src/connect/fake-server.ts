import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export type SeenRequest = {
  readonly method: string;
  readonly url: string;
  readonly user: string | undefined;
  readonly token: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
};

/** For tests: a real HTTP server on the admin socket of a new data folder, and everything that it was asked. */
export type FakeServer = {
  readonly data: string;
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  dispose(): Promise<void>;
};

export type FakeAnswer = { readonly status?: number; readonly type?: string; readonly body: unknown };

/** `answer` is asked for every request, with its number from 0. */
export async function startFakeServer(
  answer: (request: SeenRequest, index: number) => FakeAnswer,
): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => {
    void readRequest(request).then((read) => {
      seen.push(read);
      const { status = 200, type = 'application/json', body } = answer(read, seen.length - 1);
      response.writeHead(status, { 'content-type': type });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  };
  const data = await mkdtemp(join(tmpdir(), 'netberth-cli-'));
  const onSocket = createServer(listener);
  const onPort = createServer(listener);
  await new Promise<void>((resolve) => onSocket.listen(join(data, 'admin.sock'), resolve));
  await new Promise<void>((resolve) => onPort.listen(0, '127.0.0.1', resolve));
  const address = onPort.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    data,
    url: `http://127.0.0.1:${port}`,
    seen,
    dispose: async () => {
      await Promise.all([onSocket, onPort].map((server) => new Promise((resolve) => server.close(resolve))));
      await rm(data, { recursive: true });
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const { headers } = request;
  const user = headers['x-netberth-user'];
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    user: typeof user === 'string' ? user : undefined,
    token: headers.authorization,
    contentType: headers['content-type'],
    body: await text(request),
  };
}
