import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/**
 * What stands before a server: QEMU's user network shows every guest as 127.0.0.1, and this tells the address that the
 * guest has, as proxies do. What asks from 127.0.0.1 itself, a BMC, is told apart by nothing: it fetches media only.
 */
export class AddressFront implements Disposable {
  /** Paths, in order. */
  readonly asked: string[] = [];
  readonly #server = createServer((request, response) => {
    this.asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    void this.#passOn(request, response).catch(() => response.destroy());
  });
  readonly #address: string;
  #port = 0;

  private constructor(address: string) {
    this.#address = address;
  }

  static async open(address: string): Promise<AddressFront> {
    const front = new AddressFront(address);
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  passTo(port: number): void {
    this.#port = port;
  }

  [Symbol.dispose](): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = { ...request.headers, 'x-forwarded-for': this.#address };
    const passed = ask({ port: this.#port, path: request.url, method: request.method, headers });
    request.pipe(passed);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      passed.on('response', resolve).on('error', reject);
    });
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    await pipeline(answer, response);
  }
}
