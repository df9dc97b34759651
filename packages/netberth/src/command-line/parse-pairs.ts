import { tryJson } from '../try-json.ts';

/** What `--metadata` and `--labels` take, in order. A problem says what is wrong with the text. */
export type ParsedPairs =
  | { readonly ok: true; readonly pairs: readonly (readonly [name: string, value: string])[] }
  | { readonly ok: false; readonly problem: string };

const nextPair = /,(?=[A-Za-z0-9_][A-Za-z0-9_.-]*=)/;

/**
 * `rack=7,note=two, really,disks=["a","b"]` -> three pairs. A comma ends a value only where another `name=`
 * follows; a value that opens a JSON bracket or quote reaches to the end of that JSON.
 */
export function parsePairs(text: string): ParsedPairs {
  const pairs: (readonly [string, string])[] = [];
  let rest = text;
  while (rest !== '') {
    const equals = rest.indexOf('=');
    if (equals < 1) return { ok: false, problem: `"${rest}" is not name=value` };
    const name = rest.slice(0, equals).trim();
    const value = takeValue(rest.slice(equals + 1));
    pairs.push([name, value.text]);
    rest = value.rest;
  }
  return { ok: true, pairs };
}

function takeValue(text: string): { text: string; rest: string } {
  const from = jsonLength(text);
  const comma = nextPair.exec(text.slice(from));
  if (comma === null) return { text, rest: '' };
  const end = from + comma.index;
  return { text: text.slice(0, end), rest: text.slice(end + 1) };
}

/** How many characters at the start are one JSON value in brackets or quotes; 0 when there is none. */
function jsonLength(text: string): number {
  if (!/^["[{]/.test(text)) return 0;
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[[{]/.test(character)) depth += 1;
    else if (!isQuoted && /[\]}]/.test(character)) depth -= 1;
    if (!isQuoted && depth === 0) return at + 1;
  }
  return 0;
}

/**
 * `true`, `12`, `["a"]`, `{"a":1}`, `"x"` become what they say; everything else stays text, also numbers that
 * would not come back as they were written (`007`, `1.10`, a serial of 20 digits).
 */
export function parseLooseJson(text: string): unknown {
  if (!/^(true$|false$|null$|[-0-9"[{])/.test(text)) return text;
  const value = tryJson(text);
  if (value === undefined) return text;
  return typeof value === 'number' && String(value) !== text ? text : value;
}
