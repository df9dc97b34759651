import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Where a plane listens. */
export type Place = { readonly port: number } | { readonly socketPath: string };

export type Question = {
  readonly method?: string;
  /** Sent as it is: nothing is normalised or encoded. */
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** The address to ask from: all of 127.0.0.0/8 is ours. */
  readonly from?: string;
};

export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
};

/** Asks over real connections, which are kept and bounded. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  ask(question: Question | string): Promise<Answer> {
    const asked: Question = typeof question === 'string' ? { path: question } : question;
    const { method = 'GET', path, headers = {}, body, from } = asked;
    return new Promise((resolve, reject) => {
      const place = 'port' in this.#place ? { host: '127.0.0.1', port: this.#place.port } : this.#place;
      const options = { ...place, method, path, headers, agent: this.#agent, setHost: !('host' in headers) };
      const sent = request({ ...options, ...(from !== undefined && { localAddress: from }) });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const { statusCode = 0, headers: received } = response;
        buffer(response).then(
          (bytes) =>
            resolve({
              status: statusCode,
              type: received['content-type'] ?? '',
              text: bytes.toString('utf8'),
              headers: received,
            }),
          reject,
        );
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
