import type { Machine, Command } from '../machine.ts';
import type { Invocation } from './invocation.ts';

/** A command that neither fetches nor waits. */
export function atOnce(run: (machine: Machine, invocation: Invocation) => number): Command {
  return function* (machine, invocation) {
    return run(machine, invocation);
  };
}
