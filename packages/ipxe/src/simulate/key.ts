/** A key: one character, or a name below. */
export type Key = string;

/**
 * Names of keys and the numbers iPXE has for them (src/include/ipxe/keys.h): control characters stand for
 * themselves, a cursor or function key is `256 * (n + 1) + last`, out of the escape sequence `ESC [ n last`.
 */
const namedKeys: ReadonlyMap<string, number> = new Map([
  ['Enter', 0x0d],
  ['Escape', 0x1b],
  ['Tab', 0x09],
  ['Space', 0x20],
  ['Backspace', 0x08],
  ['Up', ansiKey(0, 'A')],
  ['Down', ansiKey(0, 'B')],
  ['Right', ansiKey(0, 'C')],
  ['Left', ansiKey(0, 'D')],
  ['End', ansiKey(0, 'F')],
  ['Home', ansiKey(0, 'H')],
  ['Delete', ansiKey(3, '~')],
  ['PageUp', ansiKey(5, '~')],
  ['PageDown', ansiKey(6, '~')],
  ['F5', ansiKey(15, '~')],
  ['F6', ansiKey(17, '~')],
  ['F7', ansiKey(18, '~')],
  ['F8', ansiKey(19, '~')],
  ['F9', ansiKey(20, '~')],
  ['F10', ansiKey(21, '~')],
  ['F11', ansiKey(23, '~')],
  ['F12', ansiKey(24, '~')],
]);

function ansiKey(number: number, last: string): number {
  return 256 * (number + 1) + last.charCodeAt(0);
}

/** iPXE's number of a key; null for a name nobody knows. `Ctrl-C` is 3. */
export function keyCode(key: Key): number | null {
  const control = /^Ctrl-([A-Z])$/i.exec(key)?.[1];
  if (control !== undefined) return control.toUpperCase().charCodeAt(0) - 64;
  if (Array.from(key).length === 1) return key.codePointAt(0) ?? null;
  return namedKeys.get(key) ?? null;
}

/** What a person calls the key with this number. */
export function keyName(code: number): string {
  const named = [...namedKeys].find(([, each]) => each === code)?.[0];
  if (named !== undefined) return named;
  if (code < 0x20) return `Ctrl-${String.fromCharCode(code + 64)}`;
  return code <= 0xff ? String.fromCharCode(code) : `0x${code.toString(16)}`;
}

/** How the person at the keyboard lets time pass. */
export const timeoutKey = 'Timeout';

/**
 * Keys from one line of text: names and single characters between blanks; a longer word is typed letter by letter.
 *
 * `Timeout` presses nothing until the time is up. Example: `parseKeys('Down Enter abc')` is
 * `['Down', 'Enter', 'a', 'b', 'c']`.
 */
export function parseKeys(text: string): readonly Key[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => (word === timeoutKey || keyCode(word) !== null ? [word] : Array.from(word)));
}
