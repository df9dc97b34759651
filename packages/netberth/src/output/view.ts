import type { CommandInput } from '../command-line/read-input.ts';
import { paintedOf, type Paint, type Word } from './painted.ts';

/** What a text for a person depends on beside the output itself. */
export type View = {
  readonly paint: Paint;
  readonly now: Date;
  readonly widthColumns: number;
  /** What lines of a table should fit in; undefined: a file or a pipe, in which nothing has to fit. */
  readonly lineColumns?: number | undefined;
  /** What was asked for. */
  readonly input: CommandInput;
};

/** One line out of fixed text and values; values from outside cannot break out of it. */
export type Line = (fixed: TemplateStringsArray, ...values: readonly Word[]) => string;

/** line`Machine ${id} is ${strong(state)}` */
export function lineWith(paint: Paint): Line {
  return (fixed, ...values) =>
    fixed
      .map((text, index) => text + (index < values.length ? paint(paintedOf(values[index] ?? '')) : ''))
      .join('');
}
