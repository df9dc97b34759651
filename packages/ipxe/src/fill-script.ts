import { isBlank } from './blank-character.ts';
import type { ScriptText } from './script-text.ts';

const safeValue = /^[A-Za-z0-9._~-]+$/;

/**
 * The text to send: every hole holds its value.
 *
 * Throws a RangeError, which never shows the value, when a hole has none, when the value is not one or more of
 * `A-Z a-z 0-9 . _ ~ -`, or when it begins with `-` where iPXE would read it as an option.
 * Example: `fillScript(['finish?bootid=', { hole: 'boot-id' }], { 'boot-id': 'x1' })` is `finish?bootid=x1`.
 */
export function fillScript(text: ScriptText, values: Readonly<Record<string, string>>): string {
  let filled = '';
  for (const segment of text) {
    if (typeof segment === 'string') filled += segment;
    else filled += holeValue(segment.hole, values, isBlank(filled.slice(-1)));
  }
  return filled;
}

function holeValue(name: string, values: Readonly<Record<string, string>>, startsWord: boolean): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new RangeError(`cannot fill hole "${name}": no value was given`);
  if (!safeValue.test(value)) {
    throw new RangeError(`cannot fill hole "${name}": its value is not one or more of A-Z a-z 0-9 . _ ~ -`);
  }
  if (startsWord && value.startsWith('-')) {
    throw new RangeError(
      `cannot fill hole "${name}": its value begins with "-", iPXE would take it for an option`,
    );
  }
  return value;
}
