/** Scan codes (set 1) of pressing the keys that are no characters. */
const pressed: Readonly<Record<string, readonly number[]>> = {
  Enter: [0x1c],
  Escape: [0x01],
  Tab: [0x0f],
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
};

/** The letters that iPXE takes with Ctrl held down. */
const controls: Readonly<Record<string, number>> = {
  'Ctrl-B': 0x30,
  'Ctrl-C': 0x2e,
  'Ctrl-D': 0x20,
  'Ctrl-X': 0x2d,
};
const control = 0x1d;
const released = 0x80;

/** Scan codes of pressing and releasing a key; null for a character, which the emulator types by itself. */
export function scanCodesOf(key: string): readonly number[] | null {
  const letter = controls[key];
  if (letter !== undefined) return [control, letter, letter | released, control | released];
  const codes = pressed[key];
  if (codes === undefined) return null;
  return [...codes, ...codes.slice(0, -1), (codes.at(-1) ?? 0) | released];
}
