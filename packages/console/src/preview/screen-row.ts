/** Characters of one colour, side by side. Colours are `0xrrggbb`. */
export type ScreenRun = {
  readonly text: string;
  readonly foreground: number;
  readonly background: number;
};

/** A line of a text screen, from left to right. */
export type ScreenRow = readonly ScreenRun[];

export function rowText(row: ScreenRow): string {
  return row
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}
