import progress from 'cli-progress';
import type { Terminal } from '../../terminal.ts';
import { doingLine, type Row } from './doing-line.ts';
import type { Narrator } from './narrator.ts';

type Slot = { row: Row | null };

/**
 * A bar for each server that something is done for, below the lines that stay. A bar that is over is kept for the next
 * server: taking one away leaves an empty line in the terminal (cli-progress 3.12).
 */
export function narrateWithBars(
  terminal: Terminal,
  widthOfNames: number,
  lineOf: (name: string, what: string) => string,
): Narrator {
  const nowMs = () => terminal.now().getTime();
  const shown = new progress.MultiBar({
    stream: terminal.err,
    hideCursor: true,
    clearOnComplete: true,
    // Ctrl-C ends the work, which then ends this.
    gracefulExit: false,
    format: (_options, _params, { slot }: { slot: Slot }) =>
      slot.row === null ? '' : doingLine(slot.row, nowMs(), widthOfNames, terminal.widthColumns),
  });
  const slots: Slot[] = [];
  const take = (row: Row): void => {
    const free = slots.find((slot) => slot.row === null);
    if (free !== undefined) {
      free.row = row;
      return;
    }
    const slot: Slot = { row };
    shown.create(100, 0, { slot });
    slots.push(slot);
  };
  return {
    tell: (name, what) => {
      if (slots.length > 0) shown.log(lineOf(name, what));
      else terminal.err.write(lineOf(name, what));
    },
    at: (name, doing) => {
      const slot = slots.find(({ row }) => row?.name === name);
      if (slot !== undefined) slot.row = doing === null || slot.row === null ? null : { ...slot.row, doing };
      else if (doing !== null) take({ name, doing, sinceMs: nowMs() });
    },
    showsBars: true,
    end: () => {
      if (slots.length === 0) return;
      // What waits to be written above the bars is written when these are drawn.
      shown.update();
      shown.stop();
    },
  };
}
