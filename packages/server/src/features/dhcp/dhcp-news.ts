import type { Database, Writing } from '../../database/work.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineOwning } from '../machines/identifier-store.ts';
import type { MachineNews } from './dnsmasq/dnsmasq-story.ts';
import { NewsLimit } from './news-limit.ts';

const everyMs = 2000;
/** A new machine is recorded by its first boot, seconds after its first DHCP. */
const patienceMs = 120_000;
const mostWaiting = 10_000;

type Waiting = MachineNews & { readonly sinceMs: number };

/** Writes what DHCP says of machines into their histories, many at a time; of unknown ones it waits a while. */
export class DhcpNews {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #limit = new NewsLimit();
  #timer: NodeJS.Timeout | undefined;
  #waiting: Waiting[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#flush();
    }, everyMs);
    this.#timer.unref();
  }

  add(news: MachineNews): void {
    const nowMs = Date.now();
    if (this.#waiting.length >= mostWaiting || !this.#limit.allows(news.mac, nowMs)) return;
    this.#waiting.push({ ...news, sinceMs: nowMs });
  }

  /** Of no machine in particular. */
  async tell(severity: 'note' | 'alert', kind: string, message: string): Promise<void> {
    await this.#database
      .write(() => raiseEvent({ severity, kind, message, machineId: null }))
      .catch(this.#onError);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    try {
      const unknown = new Set(await this.#database.write(() => raiseAll(batch)));
      const oldestMs = Date.now() - patienceMs;
      const kept = batch.filter((news) => unknown.has(news.mac) && news.sinceMs > oldestMs);
      this.#waiting = [...kept, ...this.#waiting];
    } catch (error) {
      this.#onError(error);
    }
  }
}

/** @returns the MACs that belong to no machine */
function* raiseAll(batch: readonly Waiting[]): Writing<readonly string[]> {
  const unknown: string[] = [];
  for (const { mac, severity, kind, message } of batch) {
    const machineId = yield* machineOwning('mac', mac);
    if (machineId === undefined) unknown.push(mac);
    else yield* raiseEvent({ severity, kind, message, machineId });
  }
  return unknown;
}
