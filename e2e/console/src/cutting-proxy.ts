import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Stands between a browser and a server, and breaks the connection that has carried so many bytes, once. */
export class CuttingProxy implements AsyncDisposable {
  /** Bytes from the browser, all connections together. */
  carriedBytes = 0;
  isCut = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(port: number, cutAfterBytes: number) {
    this.#server = createServer((browser) => {
      let bytes = 0;
      const server = connect(port, '127.0.0.1');
      const end = () => {
        browser.destroy();
        server.destroy();
      };
      for (const socket of [browser, server]) {
        this.#sockets.add(socket);
        socket.on('error', end).on('close', end);
      }
      browser.on('data', (chunk) => {
        bytes += chunk.length;
        this.carriedBytes += chunk.length;
        if (bytes > cutAfterBytes && !this.isCut) {
          this.isCut = true;
          end();
        }
      });
      browser.pipe(server).pipe(browser);
    });
  }

  static async open(port: number, cutAfterBytes: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port, cutAfterBytes);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
