import { countText } from '../output/measure-text.ts';
import type { Terminal } from '../terminal.ts';

/** Says how many rows have gone by: on one line of a terminal, in a log once in ten seconds. */
export type RowProgress = {
  readonly phase: (doing: string) => void;
  readonly at: (rows: number) => void;
  readonly end: () => void;
};

const logEveryMs = 10_000;
const showEveryMs = 100;

export function startRowProgress({ err, isErrTty, now }: Terminal, first: string): RowProgress {
  const everyMs = isErrTty ? showEveryMs : logEveryMs;
  let doing = first;
  let toldMs = now().getTime();
  let isShown = false;
  return {
    phase: (next) => (doing = next),
    at: (rows) => {
      const nowMs = now().getTime();
      if (nowMs - toldMs < everyMs) return;
      toldMs = nowMs;
      isShown = true;
      const text = `${doing}: ${countText(rows, 'row')}`;
      err.write(isErrTty ? `\r\u001B[K${text}` : `${text}\n`);
    },
    end: () => {
      if (isErrTty && isShown) err.write('\r\u001B[K');
    },
  };
}
