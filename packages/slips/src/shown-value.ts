const longestChars = 60;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff]/gu;

/** A value as a message names it, on one short line: `7`, `"eth0"`, `[…]`. Null: there is none. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || Number.isNaN(value)) return null;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  if (typeof value !== 'string') return JSON.stringify(value) ?? null;
  const start = Array.from(value).slice(0, longestChars).join('');
  return JSON.stringify(start.length < value.length ? `${start}…` : value).replaceAll(unprintable, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
