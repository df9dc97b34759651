import type { Database } from '../../database/work.ts';
import { readOverview } from './read-overview.ts';

const everyMs = 2000;

/** Reads the overview for everybody who looks at it, and for nobody else: one read, however many look. */
export class OverviewWatch {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #lookers = new Set<(text: string) => void>();
  #last: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  get lookers(): number {
    return this.#lookers.size;
  }

  /** @param tell is given the overview as JSON, at once and whenever it has changed. @returns stops it */
  look(tell: (text: string) => void): () => void {
    this.#lookers.add(tell);
    if (this.#timer === undefined) this.#start();
    else if (this.#last !== undefined) tell(this.#last);
    return () => {
      this.#lookers.delete(tell);
      if (this.#lookers.size === 0) this.#stop();
    };
  }

  #start(): void {
    let isReading = false;
    const read = async () => {
      if (isReading) return;
      isReading = true;
      try {
        this.#tell(JSON.stringify(await this.#database.read(readOverview)));
      } catch (error) {
        this.#onError(error);
      } finally {
        isReading = false;
      }
    };
    this.#timer = setInterval(() => void read(), everyMs);
    void read();
  }

  #tell(text: string): void {
    if (text === this.#last) return;
    this.#last = text;
    for (const tell of this.#lookers) tell(text);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#last = undefined;
  }
}
