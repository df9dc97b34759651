import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** For tests: a web server with files, which counts who asks. */
export class FakeUpstream {
  readonly files = new Map<string, Answering>();
  /** `GET /linux`, with its Range: `GET /linux bytes=5-`. */
  readonly asked: string[] = [];
  readonly #server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    this.asked.push([method, url, headers.range].filter((part) => part !== undefined).join(' '));
    const answer = this.files.get(url);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });

  static async start(): Promise<FakeUpstream> {
    const upstream = new FakeUpstream();
    await new Promise<void>((resolve) => upstream.#server.listen(0, '127.0.0.1', resolve));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How often it was asked for, whatever the Range. */
  count(path: string): number {
    return this.asked.filter((each) => each.split(' ')[1] === path).length;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** A file as web servers give it: entity tag, Range, If-Range and If-None-Match. */
export function servedFile(content: Buffer, etag: string | null = '"1"'): Answering {
  return ({ headers }, response) => {
    const common = { ...(etag !== null && { etag }), 'accept-ranges': 'bytes' };
    if (etag !== null && headers['if-none-match'] === etag) {
      response.writeHead(304, common).end();
      return;
    }
    const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    const isRest = from > 0 && headers['if-range'] === etag;
    const rest = isRest ? content.subarray(from) : content;
    response.writeHead(isRest ? 206 : 200, {
      ...common,
      'content-length': rest.length,
      ...(isRest && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    response.end(rest);
  };
}
