import type { Machine } from '../machine.ts';
import type { Run } from '../run.ts';
import type { Invocation } from './parse-options.ts';

/** What a command does. Gives 0 or iPXE's error number. */
export type Command = (machine: Machine, invocation: Invocation) => Run<number>;

/** A command that neither fetches nor waits. */
export function atOnce(run: (machine: Machine, invocation: Invocation) => number): Command {
  return function* (machine, invocation) {
    return run(machine, invocation);
  };
}
