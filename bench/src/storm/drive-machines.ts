import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineState } from './machine-state.ts';
import { nextRequest, stay } from './next-request.ts';
import type { Step } from './next-request.ts';
import type { Send, StormAnswer, StormRequest } from './storm-request.ts';

/** Told of every request that was answered or lost; `tookMs` from its sending to the last byte. */
export type Observe = (request: StormRequest, answer: StormAnswer, tookMs: number) => void;
/** Told when the story of a machine has ended. */
export type ObserveEnd = (state: MachineState) => void;

export type Drive = {
  readonly send: Send;
  /** Requests under way at any time. */
  readonly atOnce: number;
  /** Pauses are divided by this: a machine sleeps for seconds where nobody wants to wait for it. */
  readonly hurry: number;
  readonly observe: Observe;
  readonly observeEnd: ObserveEnd;
};

/**
 * Leads all machines to the end of their stories. All are under way at the same time: each waits its turn behind every
 * other before each of its requests, and between two requests it is nothing but its state.
 * @returns how they ended, in no order
 */
export function driveMachines(machines: readonly MachineState[], drive: Drive): Promise<MachineState[]> {
  return new Promise((resolve, reject) => {
    const ready = new WaitingLine<Step>();
    const ended: MachineState[] = [];
    let underWay = 0;

    const put = (step: Step): void => {
      if (step.request !== null) return ready.put(step);
      ended.push(step.state);
      drive.observeEnd(step.state);
      if (ended.length === machines.length) resolve(ended);
    };
    const startMore = (): void => {
      while (underWay < drive.atOnce) {
        const step = ready.take();
        if (step === undefined) return;
        underWay += 1;
        ask(step).then(goOn).catch(reject);
      }
    };
    const ask = async ({ state, request }: Step): Promise<Step> =>
      request === null ? stay(state) : await exchange(state, request, drive);
    const goOn = async (step: Step): Promise<void> => {
      underWay -= 1;
      startMore();
      if (step.afterMs > 0) await sleep(step.afterMs / drive.hurry);
      put(step);
      startMore();
    };

    if (machines.length === 0) resolve([]);
    for (const state of machines) put(stay(state));
    startMore();
  });
}

async function exchange(state: MachineState, request: StormRequest, drive: Drive): Promise<Step> {
  const sentMs = performance.now();
  const answer = await drive.send(request);
  drive.observe(request, answer, performance.now() - sentMs);
  return nextRequest(state, answer);
}

/** First come, first served; two piles, so that taking costs the same however many wait. */
class WaitingLine<Item> {
  #coming: Item[] = [];
  #going: Item[] = [];

  put(item: Item): void {
    this.#coming.push(item);
  }

  take(): Item | undefined {
    if (this.#going.length === 0) {
      this.#going = this.#coming.reverse();
      this.#coming = [];
    }
    return this.#going.pop();
  }
}
