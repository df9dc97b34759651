import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Object storage that keeps what is put, asks nobody who he is, and can be away. */
export class ObjectStorageDouble {
  isAway = false;
  readonly #objects = new Map<string, Buffer>();
  readonly #server: Server = createServer((request, response) => {
    if (this.isAway) {
      request.socket.destroy();
      return;
    }
    void buffer(request).then((body) => {
      const { method, url: path = '' } = request;
      if (method === 'PUT') this.#objects.set(path, body);
      if (method === 'DELETE') this.#objects.delete(path);
      const found = this.#objects.get(path);
      if (method === 'GET') response.writeHead(found ? 200 : 404).end(found);
      else response.writeHead(200).end();
    });
  });

  static async start(): Promise<ObjectStorageDouble> {
    const storage = new ObjectStorageDouble();
    storage.#server.listen(0, '127.0.0.1');
    await once(storage.#server, 'listening');
    return storage;
  }

  /** The file of credentials that leads here. */
  get credentials(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `[default]\naws_access_key_id = a\naws_secret_access_key = b\nendpoint_url = http://127.0.0.1:${port}\n`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
