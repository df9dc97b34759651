import { timeoutKey, type Key } from './key.ts';
import type { Person, SimulateAsyncOptions, SimulateOptions, Start } from './options.ts';
import type { Pause } from './pause.ts';
import type { Reply } from './run.ts';
import type { Simulation } from './simulation.ts';
import { simulationRun } from './simulation-run.ts';

/**
 * What a machine does with a script: every step, its screen at each pause, every URL, and the end it comes to.
 *
 * Pure: no clock, no network but `fetch`, the same input gives the same result; a script that runs for ever ends as
 * `loop`. Throws a RangeError for a setting whose name iPXE would not understand, and what `fetch` throws.
 *
 * @example
 * simulate({ script: '#!ipxe\nkernel vmlinuz quiet\nboot\n', url: 'http://boot.test/a.ipxe' },
 *   { fetch: () => ({ kind: 'file', bytes: kernelBytes }) }).end; // { kind: 'boot', kernel: { arguments: 'quiet', … }, … }
 */
export function simulate(start: Start, options: SimulateOptions): Simulation {
  const run = simulationRun(start, options);
  const nextKey = keyboard(options.keys ?? []);
  let turn = run.next();
  while (turn.done !== true) {
    const { value } = turn;
    turn = run.next(
      value.kind === 'fetch'
        ? { kind: 'answer', answer: options.fetch(value.url, value.form) }
        : nextKey(value.pause),
    );
  }
  return turn.value;
}

/** As `simulate`, with answers that take their time. */
export async function simulateAsync(start: Start, options: SimulateAsyncOptions): Promise<Simulation> {
  const run = simulationRun(start, options);
  const nextKey = keyboard(options.keys ?? []);
  let turn = run.next();
  while (turn.done !== true) {
    const { value } = turn;
    turn = run.next(
      value.kind === 'fetch'
        ? { kind: 'answer', answer: await options.fetch(value.url, value.form) }
        : nextKey(value.pause),
    );
  }
  return turn.value;
}

/** When no key comes any more, time passes where there is a time limit; else nobody comes. */
function keyboard(keys: readonly Key[] | Person): (pause: Pause) => Reply {
  const person = typeof keys === 'function' ? keys : personWith(keys);
  return (pause) => {
    const key = person(pause);
    if (key !== null && key !== timeoutKey) return { kind: 'key', key };
    const hasLimit = 'timeoutMs' in pause && pause.timeoutMs !== null;
    return { kind: hasLimit ? 'time-is-up' : 'nobody' };
  };
}

function personWith(keys: readonly Key[]): Person {
  const left = [...keys];
  return () => left.shift() ?? null;
}
