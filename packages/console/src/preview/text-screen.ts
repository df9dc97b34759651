import type { ScreenRow, ScreenRun } from './screen-row.ts';

const columns = 80;
const lines = 25;
const light = 0xaaaaaa;
type Cell = { readonly character: string; readonly foreground: number; readonly background: number };
const blank: Cell = { character: ' ', foreground: light, background: 0 };

/** The text screen of a PC: what a graphics card would show of the characters that were put there. */
export class TextScreen {
  readonly #cells = Array.from({ length: lines }, () => Array.from({ length: columns }, () => blank));

  /** @param code in the card's character set, of which only ASCII is shown */
  put(row: number, column: number, code: number, foreground: number, background: number): void {
    const line = this.#cells[row];
    if (line === undefined || column >= columns) return;
    const character = code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ' ';
    line[column] = { character, foreground, background };
  }

  get rows(): readonly ScreenRow[] {
    return this.#cells.map(runsOf);
  }
}

function runsOf(cells: readonly Cell[]): ScreenRow {
  const runs: ScreenRun[] = [];
  for (const { character, foreground, background } of cells) {
    const last = runs.at(-1);
    const isSame = last?.background === background && (last.foreground === foreground || character === ' ');
    if (last !== undefined && isSame) runs[runs.length - 1] = { ...last, text: last.text + character };
    else runs.push({ text: character, foreground, background });
  }
  return runs;
}
