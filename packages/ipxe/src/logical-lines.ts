import type { Position } from './position.ts';

type Part = { readonly line: number; readonly start: number };

/** A line as iPXE executes it: physical lines joined at a trailing backslash, cut at a NUL byte. */
export type LogicalLine = {
  readonly text: string;
  readonly parts: readonly Part[];
  /** The text ended in a continuation: iPXE then skips the line and ends the script with an error. */
  readonly isOpen: boolean;
  /** Index of a NUL byte; iPXE sees nothing of the line after it. */
  readonly nulAt: number | null;
};

/** Split a script into lines as process_script() of src/image/script.c does: `\n`, an optional `\r`, `\` joins. */
export function logicalLines(text: string): LogicalLine[] {
  const physical = text.split('\n');
  if (physical.at(-1) === '') physical.pop();
  const lines: LogicalLine[] = [];
  let joined = '';
  let parts: Part[] = [];
  for (const [index, raw] of physical.entries()) {
    parts.push({ line: index + 1, start: joined.length });
    joined = (joined + raw).replace(/\r$/, '');
    const continues = joined.endsWith('\\');
    if (continues) joined = joined.slice(0, -1);
    if (continues && index < physical.length - 1) continue;
    lines.push(lineOf(joined, parts, continues));
    joined = '';
    parts = [];
  }
  return lines;
}

function lineOf(joined: string, parts: readonly Part[], isOpen: boolean): LogicalLine {
  const nulAt = joined.indexOf('\0');
  if (nulAt === -1) return { text: joined, parts, isOpen, nulAt: null };
  return { text: joined.slice(0, nulAt), parts, isOpen, nulAt };
}

/** Where in the script's text the character at `index` of the line stands. */
export function positionIn(line: LogicalLine, index: number): Position {
  const part = line.parts.findLast((each) => each.start <= index) ?? { line: 1, start: 0 };
  return { line: part.line, column: index - part.start + 1 };
}
