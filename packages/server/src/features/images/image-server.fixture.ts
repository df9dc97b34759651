import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSources } from './file-source.ts';
import { serveImageFile, type ImageFileTarget, type ServedImageFile } from './serve-image-file.ts';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

/** A real HTTP server over a real temporary folder, and clients for it. */
export type ImageServer = {
  readonly folder: string;
  /** What serveImageFile said, in the order in which it finished. */
  readonly outcomes: ServedImageFile[];
  target: Omit<ImageFileTarget, 'folder' | 'remainder'>;
  /** Rejects when the connection ends before the body is whole. */
  get(path: string, headers?: OutgoingHttpHeaders, method?: string): Promise<Answer>;
  /** A connection that has asked for a file and reads nothing until it is told to. */
  ask(path: string): Socket;
  dropConnections(): void;
  close(): Promise<void>;
};

export async function startImageServer(
  options: { imageCacheBytes?: number; stallTimeoutMs?: number } = {},
): Promise<ImageServer> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-images-'));
  const sources = createFileSources(options.imageCacheBytes ?? 0);
  const deps = { sources, now: Date.now, stallTimeoutMs: options.stallTimeoutMs };
  const server = createServer((incoming, response) => {
    const remainder = (incoming.url ?? '').slice(1);
    void serveImageFile(deps, incoming, response, { folder, remainder, ...images.target }).then((outcome) =>
      images.outcomes.push(outcome),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const images: ImageServer = {
    folder,
    outcomes: [],
    target: {},
    get: (path, headers = {}, method = 'GET') => ask({ port, path: `/${path}`, headers, method }),
    ask: (path) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => socket.destroy());
      socket.write(`GET /${path} HTTP/1.1\r\nHost: test\r\n\r\n`);
      return socket;
    },
    dropConnections: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return images;
}

type Question = {
  readonly port: number;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly method: string;
};

function ask(question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...question, host: '127.0.0.1', agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}
