import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const accessKey = 'AKTEST';

/** Object storage with the language of S3, in memory: objects are put, read and removed; who shows the wrong key is refused. */
export class S3Double implements Disposable {
  readonly #objects = new Map<string, Buffer>();
  readonly #read: string[] = [];
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  /** Reading an object waits for this. */
  gate: (key: string) => Promise<void> = async () => undefined;

  static async start(): Promise<S3Double> {
    const double = new S3Double();
    await new Promise<void>((resolve) => double.#server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  /** Below the bucket, as they are put there. */
  get keys(): readonly string[] {
    return [...this.#objects.keys()];
  }

  /** Those that were read, one entry each time. */
  get reads(): readonly string[] {
    return this.#read;
  }

  /** A file as the tools of AWS have it. */
  writeKeys(path: string, key = accessKey): string {
    const { port } = this.#server.address() as AddressInfo;
    const lines = [
      '[default]',
      `aws_access_key_id = ${key}`,
      'aws_secret_access_key = a secret of the tests',
    ];
    writeFileSync(path, [...lines, `endpoint_url = http://127.0.0.1:${port}`, ''].join('\n'), {
      mode: 0o600,
    });
    return path;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
    const body = await buffer(request);
    if (!(request.headers.authorization ?? '').includes(`Credential=${accessKey}/`))
      return refuse(response, 403, 'InvalidAccessKeyId');
    switch (request.method) {
      case 'PUT':
        this.#objects.set(key, body);
        response.end();
        return;
      case 'DELETE':
        this.#objects.delete(key);
        response.writeHead(204).end();
        return;
      default:
        return await this.#give(key, response);
    }
  }

  async #give(key: string, response: ServerResponse): Promise<void> {
    this.#read.push(key);
    await this.gate(key);
    const content = this.#objects.get(key);
    if (content === undefined) return refuse(response, 404, 'NoSuchKey');
    response.end(content);
  }

  [Symbol.dispose](): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<Error><Code>${code}</Code><Message>No.</Message></Error>`);
}
