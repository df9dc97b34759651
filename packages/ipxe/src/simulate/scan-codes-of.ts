import type { Key } from './key.ts';

/** What a PC's keyboard sends (scan code set 1) for the keys that are no characters. */
const scanCodes: Readonly<Record<string, readonly number[]>> = {
  Enter: [0x1c],
  Escape: [0x01],
  Tab: [0x0f],
  Space: [0x39],
  Backspace: [0x0e],
  Up: [0xe0, 0x48],
  Down: [0xe0, 0x50],
  Left: [0xe0, 0x4b],
  Right: [0xe0, 0x4d],
  Home: [0xe0, 0x47],
  End: [0xe0, 0x4f],
  PageUp: [0xe0, 0x49],
  PageDown: [0xe0, 0x51],
  Delete: [0xe0, 0x53],
  F5: [0x3f],
  F6: [0x40],
  F7: [0x41],
  F8: [0x42],
  F9: [0x43],
  F10: [0x44],
  F11: [0x57],
  F12: [0x58],
};

const control = 0x1d;
const letterRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const rowStarts = [0x10, 0x1e, 0x2c];

/** Scan codes of pressing and releasing a key; null for a character, which emulators type by themselves. */
export function scanCodesOf(key: Key): readonly number[] | null {
  const letter = /^Ctrl-([A-Z])$/.exec(key)?.[1]?.toLowerCase();
  if (letter !== undefined) {
    const code = letterCode(letter);
    return [control, code, code | 0x80, control | 0x80];
  }
  const codes = scanCodes[key];
  if (codes === undefined) return null;
  const last = (codes.at(-1) ?? 0) | 0x80;
  return [...codes, ...codes.slice(0, -1), last];
}

function letterCode(letter: string): number {
  const row = letterRows.findIndex((letters) => letters.includes(letter));
  return (rowStarts[row] ?? 0) + (letterRows[row]?.indexOf(letter) ?? 0);
}
