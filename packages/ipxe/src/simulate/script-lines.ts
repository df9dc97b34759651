import { isBlank } from '../blank-character.ts';
import { logicalLines } from '../logical-lines.ts';
import type { ScriptLine } from './machine.ts';

/** A script's lines, and whether its last one ends in a backslash, which iPXE ends with an error. */
export type ScriptLines = { readonly lines: readonly ScriptLine[]; readonly isOpen: boolean };

/** Cut a script into lines, and labels off their lines. */
export function scriptLines(text: string): ScriptLines {
  const logical = logicalLines(text);
  const lines = logical
    .filter(({ isOpen }) => !isOpen)
    .map(({ text: line, parts }) => scriptLine(line, parts[0]?.line ?? 1));
  return { lines, isOpen: logical.at(-1)?.isOpen ?? false };
}

function scriptLine(line: string, number: number): ScriptLine {
  let start = 0;
  while (isBlank(line.charAt(start))) start += 1;
  if (line[start] !== ':') return { label: null, command: line, number };
  let end = start + 1;
  while (end < line.length && !isBlank(line.charAt(end))) end += 1;
  return { label: line.slice(start + 1, end), command: line.slice(end + 1), number };
}
