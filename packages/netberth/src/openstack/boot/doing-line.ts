import { durationText } from '../../output/measure-text.ts';
import { plainLines } from '../../output/plain-text.ts';

/** What is being done for a server at this moment. */
export type Doing = {
  readonly what: string;
  /** Null: how far it is cannot be told. */
  readonly percent: number | null;
};

export type Row = { readonly name: string; readonly doing: Doing; readonly sinceMs: number };

const barColumns = 20;

/** `web1  █████░░░░░  25%  1 min 12 s  what`, no longer than `widthColumns`. */
export function doingLine(row: Row, nowMs: number, widthOfNames: number, widthColumns: number): string {
  const { what, percent } = row.doing;
  const full = Math.round(((percent ?? 0) * barColumns) / 100);
  const bar = percent === null ? '·'.repeat(barColumns) : '█'.repeat(full) + '░'.repeat(barColumns - full);
  const share = percent === null ? '    ' : `${Math.floor(percent)}%`.padStart(4);
  const elapsed = durationText(nowMs - row.sinceMs).padStart(10);
  const line = `${row.name.padEnd(widthOfNames)}  ${bar} ${share} ${elapsed}  ${what}`;
  return plainLines(line).replaceAll('\n', ' ').slice(0, widthColumns);
}
