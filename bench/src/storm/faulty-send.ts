import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './seeded-chance.ts';
import type { Send, StormAnswer, StormRequest } from './storm-request.ts';

/** How often what happens on the way, as shares of all requests. */
export type FaultRates = {
  /** The server never hears of it. */
  readonly lostQuestions: number;
  /** The server has done it, and nobody learns that. */
  readonly lostAnswers: number;
  /** Sent twice; which answer counts is as it comes. */
  readonly repeats: number;
  /** A copy arrives after requests that were sent later. */
  readonly latecomers: number;
};

export const fewFaults: FaultRates = {
  lostQuestions: 0.02,
  lostAnswers: 0.02,
  repeats: 0.02,
  latecomers: 0.01,
};
export const noFaults: FaultRates = { lostQuestions: 0, lostAnswers: 0, repeats: 0, latecomers: 0 };

const latestMs = 400;

/**
 * A way to the server on which requests and answers are lost, repeated and overtaken, by chance. Copies that are still
 * under way go into `copies`: the way is quiet when all of them have settled.
 */
export function faultySend(
  send: Send,
  chance: Chance,
  rates: FaultRates,
  copies: Set<Promise<unknown>> = new Set(),
): Send {
  const keep = (copy: Promise<unknown>): void => {
    copies.add(copy);
    void copy.finally(() => copies.delete(copy));
  };
  const late = async (request: StormRequest, afterMs: number): Promise<void> => {
    await sleep(afterMs);
    await send(request);
  };
  return async (request) => {
    let at = chance();
    const happens = (share: number): boolean => {
      at -= share;
      return at < 0 && at >= -share;
    };
    if (happens(rates.lostQuestions)) return lost('question');
    if (happens(rates.lostAnswers)) {
      await send(request);
      return lost('answer');
    }
    if (happens(rates.repeats)) {
      const both = [send(request), send(request)];
      for (const one of both) keep(one);
      return await Promise.race(both);
    }
    if (happens(rates.latecomers)) keep(late(request, chance() * latestMs));
    return await send(request);
  };
}

function lost(what: string): StormAnswer {
  return { kind: 'lost', why: `the ${what} was lost on purpose` };
}
