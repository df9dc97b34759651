import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Told = {
  readonly action: string;
  readonly value: string | null;
  readonly machine: { readonly id: number };
};

/** A hook that switches machines which are only numbers. */
export class HookDouble {
  /** `on 7`, in order; what was looked at is not in it. */
  readonly told: string[] = [];
  readonly on = new Set<number>();
  /** These it refuses to switch. */
  readonly broken = new Set<number>();
  /** It answers `status` and nothing else. */
  isSilent = false;
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void json(request).then(async (body) => {
        const { status, text } = await this.#do(body as Told);
        if (status > 0) response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
  }

  static async start(): Promise<HookDouble> {
    const hook = new HookDouble();
    hook.#server.listen(0, '127.0.0.1');
    await once(hook.#server, 'listening');
    return hook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/power`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #do({ action, value, machine: { id } }: Told): Promise<{ status: number; text: string }> {
    if (action === 'status')
      return { status: 200, text: JSON.stringify({ state: this.on.has(id) ? 'on' : 'off' }) };
    this.told.push(value === null ? `${action} ${id}` : `${action} ${value} ${id}`);
    if (this.isSilent) return { status: 0, text: '' };
    if (this.broken.has(id)) return { status: 500, text: JSON.stringify({ error: 'no such plug' }) };
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    await new Promise((resolve) => setTimeout(resolve, 30));
    this.#atOnce -= 1;
    if (action === 'off') this.on.delete(id);
    if (['on', 'cycle', 'reset'].includes(action)) this.on.add(id);
    return { status: 200, text: '{}' };
  }
}
