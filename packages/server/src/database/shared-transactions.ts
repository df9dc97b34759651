import { UnknownOutcome } from './work.ts';
import type { Writing } from './work.ts';

/** What became of a work in a shared transaction. Undefined: nothing of it was kept, and it must run alone. */
export type Kept = { readonly result: unknown } | { readonly error: unknown } | undefined;

export type Works = readonly (() => Writing<unknown>)[];

type Runs = {
  readonly alone: (work: () => Writing<unknown>) => Promise<unknown>;
  /** @throws UnknownOutcome; anything else: nothing was kept */
  readonly together: (works: Works) => Promise<readonly Kept[]>;
};

type Waiting = {
  readonly work: () => Writing<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** So many at once: while one waits for the disk, others ask. */
const mostUnderWay = 4;
const mostWorks = 32;

/**
 * Has works share transactions: those that come while as many as may are under way wait, and go together next. Who comes
 * to a server that has nothing to do goes at once.
 */
export class SharedTransactions {
  readonly #runs: Runs;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #isScheduled = false;

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  run<Result>(work: () => Writing<Result>): Promise<Result> {
    const done = new Promise<unknown>((resolve, reject) => this.#waiting.push({ work, resolve, reject }));
    this.#schedule();
    return done as Promise<Result>;
  }

  /** After what else has come in this turn of the event loop. */
  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0 || this.#underWay === mostUnderWay) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#runNext();
      this.#schedule();
    });
  }

  async #runNext(): Promise<void> {
    const batch = this.#waiting.splice(0, mostWorks);
    this.#underWay += 1;
    const left = await this.#runBatch(batch);
    this.#underWay -= 1;
    this.#schedule();
    for (const one of left) this.#runs.alone(one.work).then(one.resolve, one.reject);
  }

  /** @returns those that must run alone */
  async #runBatch(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    try {
      const kept = await this.#runs.together(batch.map(({ work }) => work));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const own = kept[index];
        if (own === undefined) continue;
        if ('error' in own) reject(own.error);
        else resolve(own.result);
      }
      return batch.filter((_, index) => kept[index] === undefined);
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) return batch;
      for (const { reject } of batch) reject(error);
      return [];
    }
  }
}
