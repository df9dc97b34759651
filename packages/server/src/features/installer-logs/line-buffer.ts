import type { Database } from '../../database/work.ts';
import { bearerAt, hearLines } from './hear-lines.ts';
import type { SaidLine } from './parse-syslog.ts';

/** Between two writings. What comes faster than this from one address is a flood, and only counted. */
const everyMs = 1000;
const maxLinesOfAddress = 500;
const maxAddresses = 2000;

type Waiting = { readonly lines: SaidLine[]; dropped: number };

/** Lines that wait to be written, bounded in every way: whoever sends them is not known yet. */
export class LineBuffer {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  /** @param address from where it came, canonical */
  take(address: string, line: SaidLine): void {
    const known = this.#waiting.get(address);
    if (known === undefined && this.#waiting.size >= maxAddresses) return;
    const waiting = known ?? { lines: [], dropped: 0 };
    if (known === undefined) this.#waiting.set(address, waiting);
    if (waiting.lines.length >= maxLinesOfAddress) waiting.dropped += 1;
    else waiting.lines.push(line);
    this.#timer ??= setTimeout(() => void this.flush(), everyMs).unref();
  }

  /** Writes what waits; when that is done, it is in the database. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#writing = this.#write(waiting).catch(this.#onError);
    await this.#writing;
  }

  async #write(waiting: ReadonlyMap<string, Waiting>): Promise<void> {
    for (const [address, { lines, dropped }] of waiting)
      await this.#database.write(function* () {
        const bearer = yield* bearerAt(address);
        if (bearer) yield* hearLines(bearer, { lines, dropped, way: 'syslog' });
      });
  }
}
