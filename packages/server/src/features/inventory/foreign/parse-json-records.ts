import { Fields } from './fields-of.ts';

export type JsonRecords =
  | { readonly ok: true; readonly records: readonly Fields[] }
  | { readonly ok: false; readonly problem: string };

/** One object, a list of them, a page of an API (`results`), or objects one behind the other, as `cat *.json` gives them. */
export function parseJsonRecords(text: string): JsonRecords {
  const joined = text
    .replace(/^\uFEFF/, '')
    .trim()
    .replaceAll(/\}\s*\{/g, '},{');
  try {
    const value: unknown = JSON.parse(joined.startsWith('{') ? `[${joined}]` : joined);
    if (!Array.isArray(value)) return { ok: false, problem: 'it holds no list of machines' };
    const [first] = value as readonly unknown[];
    const page = value.length === 1 ? new Fields(first) : new Fields(null);
    const all: readonly unknown[] = page.has('results') ? [page.raw('results')].flat() : value;
    return { ok: true, records: all.map((one) => new Fields(one)) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: text.trim() === '' ? 'it is empty' : `it is not JSON: ${error.message}` };
  }
}
