import { errors } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { say } from '../screen/say.ts';
import { parseNumber } from '../settings/number-text.ts';
import type { Invocation } from './invocation.ts';

/** A number, or a complaint on the screen and null. */
export function readInteger(machine: Machine, text: string): number | null {
  const value = parseNumber(text);
  if (value === null) say(machine, `"${text}": invalid integer value`);
  return value;
}

/** A numeric option; `absent` when it is not given, null after a complaint. */
export function integerOption(
  machine: Machine,
  { options }: Invocation,
  name: string,
  absent: number,
): number | null {
  const text = options.get(name);
  return text === undefined ? absent : readInteger(machine, text);
}

/** A key as an option names it: a single character, or its number. */
export function keyOption(machine: Machine, { options }: Invocation): number | null {
  const text = options.get('key');
  if (text === undefined) return 0;
  return Array.from(text).length === 1 ? (text.codePointAt(0) ?? 0) : readInteger(machine, text);
}

/** Milliseconds of a `--timeout`; null in `ms` waits for ever. */
export function timeoutOption(
  machine: Machine,
  invocation: Invocation,
): { readonly ms: number | null } | null {
  const value = integerOption(machine, invocation, 'timeout', 0);
  return value === null ? null : { ms: value === 0 ? null : value };
}

export const badInteger = errors.badInteger;
