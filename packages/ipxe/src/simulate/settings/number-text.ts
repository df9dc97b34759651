/** A whole number as strtoul() of iPXE reads it with base 0; `end` is where it stopped. */
export function readNumber(text: string): { readonly value: number; readonly end: number } {
  const blanks = /^[ \t\n\v\f\r]*/.exec(text)?.[0].length ?? 0;
  const negative = text[blanks] === '-' ? 1 : 0;
  const start = blanks + negative + (text[blanks] === '+' ? 1 : 0);
  const rest = text.slice(start);
  const [prefix, base, digits] = /^0x/i.test(rest)
    ? [2, 16, /^[0-9a-f]*/i]
    : rest.startsWith('0')
      ? [0, 8, /^[0-7]*/]
      : [0, 10, /^[0-9]*/];
  const found = digits.exec(rest.slice(prefix))?.[0] ?? '';
  let value = 0;
  for (const digit of found) value = (value * base + Number.parseInt(digit, base)) % 2 ** 32;
  return {
    value: negative === 1 ? (2 ** 32 - value) % 2 ** 32 : value,
    end: start + prefix + found.length,
  };
}

/** The whole text as a number from 0 to 2^32 - 1, or null. An empty text is 0, as iPXE has it. */
export function parseNumber(text: string): number | null {
  const { value, end } = readNumber(text);
  return end === text.length ? value : null;
}
