import { isBlank } from '../blank-character.ts';
import type { ScriptLine } from './machine.ts';

/** A script's lines, and whether its last one ends in a backslash, which iPXE ends with an error. */
export type ScriptLines = { readonly lines: readonly ScriptLine[]; readonly isOpen: boolean };

/** Cut a script as process_script() of src/image/script.c does: `\n`, one `\r` before it, `\` joins, labels. */
export function scriptLines(text: string): ScriptLines {
  const physical = text.split('\n');
  if (physical.at(-1) === '') physical.pop();
  const lines: ScriptLine[] = [];
  let joined = '';
  let isOpen = false;
  let first = 1;
  for (const [index, raw] of physical.entries()) {
    joined = (joined + raw).replace(/\r$/, '');
    isOpen = joined.endsWith('\\');
    if (isOpen) {
      joined = joined.slice(0, -1);
      continue;
    }
    lines.push(scriptLine(joined.split('\0')[0] ?? '', first));
    joined = '';
    first = index + 2;
  }
  return { lines, isOpen };
}

function scriptLine(line: string, number: number): ScriptLine {
  let start = 0;
  while (isBlank(line.charAt(start))) start += 1;
  if (line[start] !== ':') return { label: null, command: line, number };
  let end = start + 1;
  while (end < line.length && !isBlank(line.charAt(end))) end += 1;
  return { label: line.slice(start + 1, end), command: line.slice(end + 1), number };
}
