import { setTimeout as sleep } from 'node:timers/promises';
import { Contended, Disconnected, LostRace, UniqueViolation } from './work.ts';

const maxAttempts = 20;

/**
 * A work looks before it makes a row with a unique key. Another may make it in between; run again, the work sees it.
 * PostgreSQL says so of generated keys too, when one that a takeover wrote came first. One that does not look fails
 * each time.
 */
const maxUniqueAttempts = 4;

/**
 * Runs a transaction again until it holds.
 *
 * Whoever has lost to another writer once runs again alone: the losers of one server take turns, so that however
 * many want the same row, each turn has few rivals. They do not hold the turn while they wait.
 */
export class RetryLane {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws what `attempt` threw: {@link UniqueViolation} after 4 attempts, {@link Contended} or {@link Disconnected} after 20 */
  async untilItHolds<Result>(attempt: () => Promise<Result>): Promise<Result> {
    let run = attempt;
    for (let count = 1; ; count++) {
      try {
        return await run();
      } catch (error) {
        const lost = error instanceof LostRace ? new Contended(error) : error;
        const isUnique = lost instanceof UniqueViolation;
        const isContended = isUnique || lost instanceof Contended;
        if (!isContended && !(lost instanceof Disconnected)) throw lost;
        if (count >= (isUnique ? maxUniqueAttempts : maxAttempts)) throw lost;
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
