import { wrapText } from '../command-line/wrap-text.ts';
import { displayWidth, padToWidth } from './display-width.ts';
import { Painted, paintedOf, strong, type Paint, type Word } from './painted.ts';

const gap = '  ';
/** In fewer columns a text is a ladder of words: it is left to the terminal. */
const leastColumns = 20;

/**
 * Left-aligned columns under their headings, without blanks at the ends of lines.
 * @param lineColumns a terminal that is narrower than the table: the last column goes on below itself
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly Word[])[],
  paint: Paint,
  lineColumns = Infinity,
): string {
  const cells = [headings.map(strong), ...rows.map((row) => row.map(paintedOf))];
  const widths = headings.map((_, column) =>
    Math.max(...cells.map((row) => displayWidth(row[column]?.text ?? ''))),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const room = lineColumns - before;
  const wrapped = room < leastColumns ? cells : cells.flatMap((row) => wrapLast(row, room));
  return wrapped.map((row) => `${tableLine(row, widths, paint)}\n`).join('');
}

/** The row, and rows of nothing but the rest of its last cell. */
function wrapLast(row: readonly Painted[], room: number): readonly (readonly Painted[])[] {
  const last = row.at(-1);
  if (last === undefined || displayWidth(last.text) <= room) return [row];
  const [first = '', ...others] = wrapText(last.text, room, 0);
  const lastOf = (text: string) => new Painted(text, last.meaning);
  const none = row.slice(0, -1).map(() => new Painted(''));
  return [[...row.slice(0, -1), lastOf(first)], ...others.map((text) => [...none, lastOf(text)])];
}

function tableLine(row: readonly Painted[], widths: readonly number[], paint: Paint): string {
  return row
    .map((cell, column) => {
      const isLast = column === row.length - 1;
      const blanks = isLast ? '' : padToWidth(cell.text, widths[column] ?? 0).slice(cell.text.length);
      return paint(cell) + blanks;
    })
    .join(gap)
    .trimEnd();
}

/** Terms on the left, values beside them; terms without a value are left out. */
export function details(
  terms: readonly (readonly [term: string, value: Word | null])[],
  paint: Paint,
): string {
  const given = terms.flatMap(([term, value]) =>
    value === null || value === '' ? [] : [[term, value] as const],
  );
  const width = Math.max(...given.map(([term]) => displayWidth(term)), 0);
  return given
    .map(([term, value]) => `${padToWidth(term, width)}${gap}${paint(paintedOf(value))}`.trimEnd())
    .map((text) => `${text}\n`)
    .join('');
}
