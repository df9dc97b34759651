import { plainLines } from '../../output/plain-text.ts';
import type { Terminal } from '../../terminal.ts';

/** Tells what is done for which server, a line each, while it is done. */
export type Narrator = { tell(name: string, what: string): void };

export function startNarrator(terminal: Terminal, widthOfNames: number): Narrator {
  return {
    tell: (name, what) =>
      void terminal.err.write(
        `${terminal.now().toISOString().slice(11, 19)}  ${plainLines(`${name.padEnd(widthOfNames)}  ${what}`)}\n`,
      ),
  };
}
