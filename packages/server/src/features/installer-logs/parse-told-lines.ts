import { jsonIn } from '../../platform/read-json.ts';
import { lineOf } from './parse-syslog.ts';
import type { SaidLine } from './parse-syslog.ts';

const maxLines = 500;

/** The body of `POST /log`: JSON of curtin's reporting, or lines of text. What is beyond the bound is counted. */
export function parseToldLines(body: string): {
  readonly lines: readonly SaidLine[];
  readonly dropped: number;
} {
  const all = eventsIn(body) ?? textsIn(body);
  return { lines: all.slice(0, maxLines), dropped: Math.max(0, all.length - maxLines) };
}

/** `{"origin": "curtin", "event_type": "start", "name": …, "description": …}`, one or a list of them. */
function eventsIn(body: string): readonly SaidLine[] | undefined {
  if (!/^\s*[[{]/.test(body)) return undefined;
  const parsed = jsonIn(body);
  return parsed === undefined ? undefined : [parsed].flat().flatMap(eventLine);
}

function eventLine(event: unknown): readonly SaidLine[] {
  if (typeof event !== 'object' || event === null) return [];
  const told = event as Readonly<Record<string, unknown>>;
  const word = (name: string) => (typeof told[name] === 'string' ? told[name] : '');
  const result = word('result');
  const name = [word('event_type'), word('name')].filter(Boolean).join(': ');
  const text = [name, result, word('description') || word('message')].filter(Boolean).join(': ');
  return text === '' ? [] : [lineOf(result === 'FAIL' ? 3 : 6, word('origin') || 'curtin', text)];
}

/** `program: text`, or only text. */
function textsIn(body: string): readonly SaidLine[] {
  return body
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, program, text] = /^([\w./-]{1,64})(?:\[\d+\])?: (.+)$/.exec(line) ?? [];
      return text === undefined ? lineOf(null, '', line) : lineOf(null, program ?? '', text);
    });
}
