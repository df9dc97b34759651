import { plainLines } from '../../output/plain-text.ts';
import type { Terminal } from '../../terminal.ts';
import type { Doing } from './doing-line.ts';

/** Tells what is done for which server while it is done. */
export type Narrator = {
  /** A line that stays. */
  tell(name: string, what: string): void;
  /** What changes from moment to moment: a bar on a terminal, nothing in a log. Null: it is over. */
  at(name: string, doing: Doing | null): void;
  /** Whether `at` shows anything. */
  readonly showsBars: boolean;
  end(): void;
};

export async function startNarrator(terminal: Terminal, widthOfNames: number): Promise<Narrator> {
  const lineOf = (name: string, what: string) =>
    `${terminal.now().toISOString().slice(11, 19)}  ${plainLines(`${name.padEnd(widthOfNames)}  ${what}`)}\n`;
  if (terminal.isErrTty) {
    const { narrateWithBars } = await import('./narrate-with-bars.ts');
    return narrateWithBars(terminal, widthOfNames, lineOf);
  }
  return {
    tell: (name, what) => void terminal.err.write(lineOf(name, what)),
    at: () => undefined,
    showsBars: false,
    end: () => undefined,
  };
}
