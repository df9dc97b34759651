import { displayWidth, padToWidth } from './display-width.ts';
import { paintedOf, strong, type Painted, type Paint, type Word } from './painted.ts';

const gap = '  ';

/** Left-aligned columns under their headings, without blanks at the ends of lines. */
export function table(headings: readonly string[], rows: readonly (readonly Word[])[], paint: Paint): string {
  const cells = [headings.map(strong), ...rows.map((row) => row.map(paintedOf))];
  const widths = headings.map((_, column) =>
    Math.max(...cells.map((row) => displayWidth(row[column]?.text ?? ''))),
  );
  return cells.map((row) => `${tableLine(row, widths, paint)}\n`).join('');
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
