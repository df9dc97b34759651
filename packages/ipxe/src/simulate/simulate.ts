import { timeoutKey, type Key } from './key.ts';
import type { SimulateAsyncOptions, SimulateOptions, Start } from './options.ts';
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

/** Gives the keys one by one. When they are used up, time passes where there is a time limit, else nobody comes. */
function keyboard(keys: readonly Key[]): (pause: Pause) => Reply {
  const left = [...keys];
  return (pause) => {
    const key = left.shift();
    if (key !== undefined && key !== timeoutKey) return { kind: 'key', key };
    const hasLimit = 'timeoutMs' in pause && pause.timeoutMs !== null;
    return { kind: hasLimit ? 'time-is-up' : 'nobody' };
  };
}
