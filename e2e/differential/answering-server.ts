import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '@netberth/ipxe/simulate';

/** An HTTP server on loopback that answers `/?<URL>` with what `answer` gives for the URL, and remembers the URLs. */
export class AnsweringServer {
  readonly #server: Server;
  answer: (url: string) => Answer = () => ({ kind: 'status', status: 404 });
  readonly asked: string[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = decodeURIComponent((request.url ?? '').slice('/?'.length));
      this.asked.push(url);
      const answer = this.answer(url);
      if (answer.kind === 'file') response.end(answer.bytes);
      else {
        response.statusCode = answer.kind === 'status' ? answer.status : 502;
        response.end();
      }
    });
  }

  static async start(): Promise<AnsweringServer> {
    const started = new AnsweringServer();
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  /** Put a percent-encoded URL behind it. */
  get prefix(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/?`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
