import { isBlank } from '../blank-character.ts';
import { logicalLines } from '../logical-lines.ts';
import type { ScriptLine } from './machine.ts';
import { utf8Text } from './utf8.ts';

/** A script's lines, and whether its last one ends in a backslash, which iPXE ends with an error. */
export type ScriptLines = { readonly lines: readonly ScriptLine[]; readonly isOpen: boolean };

/** Whoever simulates a menu a thousand times gives the same bytes each time. */
const known = new WeakMap<Uint8Array, ScriptLines>();

/** Cut a script into lines, and labels off their lines. */
export function scriptLines(script: Uint8Array): ScriptLines {
  const before = known.get(script);
  if (before !== undefined) return before;
  const logical = logicalLines(utf8Text(script));
  const lines = logical
    .filter(({ isOpen }) => !isOpen)
    .map(({ text, parts }) => scriptLine(text, parts[0]?.line ?? 1));
  const cut = { lines, isOpen: logical.at(-1)?.isOpen ?? false };
  known.set(script, cut);
  return cut;
}

function scriptLine(line: string, number: number): ScriptLine {
  let start = 0;
  while (isBlank(line.charAt(start))) start += 1;
  if (line[start] !== ':') return { label: null, command: line, number };
  let end = start + 1;
  while (end < line.length && !isBlank(line.charAt(end))) end += 1;
  return { label: line.slice(start + 1, end), command: line.slice(end + 1), number };
}
