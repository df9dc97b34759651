import { setTimeout as sleep } from 'node:timers/promises';
import { Contended, Disconnected, LostRace } from './work.ts';

const maxAttempts = 20;

/**
 * Runs a transaction again until it holds.
 *
 * Whoever has lost to another writer once runs again alone: the losers of one server take turns, so that however
 * many want the same row, each turn has few rivals. They do not hold the turn while they wait.
 */
export class RetryLane {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws what `attempt` threw; after 20 attempts {@link Contended} or {@link Disconnected} */
  async untilItHolds<Result>(attempt: () => Promise<Result>): Promise<Result> {
    let run = attempt;
    for (let count = 1; ; count++) {
      try {
        return await run();
      } catch (error) {
        const lost = error instanceof LostRace ? new Contended(error) : error;
        const isContended = lost instanceof Contended;
        if (!isContended && !(lost instanceof Disconnected)) throw lost;
        if (count === maxAttempts) throw lost;
        if (isContended) run = () => this.#takeTurn(attempt);
        await sleep(backOffMs(count, isContended ? 100 : 500));
      }
    }
  }

  #takeTurn<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(attempt);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Doubles from 5 ms up to the longest, and anything between nothing and that, so that rivals drift apart. */
function backOffMs(count: number, longestMs: number): number {
  return Math.random() * Math.min(longestMs, 5 * 2 ** count);
}
