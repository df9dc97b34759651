import { rowText } from './screen-row.ts';
import type { ScreenRow } from './screen-row.ts';

/** More lines than this have changed: it is another screen. */
const fewLines = 4;

/**
 * What a screen reader should say when a screen has changed: all of a new one, of few new lines just these, and in a
 * menu the line that is selected now.
 */
export function spokenScreen(before: readonly ScreenRow[], now: readonly ScreenRow[]): string {
  const changed = now.filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index] ?? []));
  const isSameText = now.every((row, index) => lineOf(row) === lineOf(before[index] ?? []));
  if (isSameText) return spoken(changed.filter((row) => isHighlighted(row, now)));
  return spoken(changed.length > fewLines ? now : changed);
}

/** Without the seconds that a menu counts down at the end of a line: nobody wants to hear them all. */
function lineOf(row: ScreenRow): string {
  return rowText(row).replace(/ +\(\d+\)$/, '');
}

function isHighlighted(row: ScreenRow, all: readonly ScreenRow[]): boolean {
  const background = mostUsedBackground(all);
  return row.some((run) => run.background !== background && run.text.trim() !== '');
}

function mostUsedBackground(rows: readonly ScreenRow[]): number {
  const cells = new Map<number, number>();
  for (const { text, background } of rows.flat())
    cells.set(background, (cells.get(background) ?? 0) + text.length);
  return [...cells].toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? 0;
}

function spoken(rows: readonly ScreenRow[]): string {
  return rows
    .map((row) => lineOf(row).trim())
    .filter((text) => text !== '')
    .join('\n');
}
