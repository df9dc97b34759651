import { errorText } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { print } from './terminal.ts';

/** Print a line. */
export function say(machine: Machine, line: string): void {
  print(machine.terminal, `${line}\n`);
}

/** Print `what: error` and give the error, so that a command can end with it. */
export function sayFailure(machine: Machine, what: string, status: number): number {
  say(machine, `${what}: ${errorText(status, machine)}`);
  return status;
}
