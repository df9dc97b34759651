import { plainLines } from '../output/plain-text.ts';
import type { Terminal } from '../terminal.ts';

/** Says which stage runs and what it does, on a line that stays where there is no terminal. */
export type StageProgress = {
  readonly begin: (title: string) => void;
  readonly line: (text: string) => void;
  readonly end: (how: string) => void;
};

const tellEveryMs = 30_000;

export function startStageProgress(terminal: Terminal, stages: number): StageProgress {
  const { err, isErrTty, widthColumns } = terminal;
  let number = 0;
  let [title, startedMs, toldMs] = ['', 0, 0];
  const nowMs = () => terminal.now().getTime();
  const seconds = () => `${Math.round((nowMs() - startedMs) / 1000)} s`;
  const head = () => `[${number}/${stages}] ${title}`;
  return {
    begin: (next) => {
      number += 1;
      [title, startedMs, toldMs] = [next, nowMs(), nowMs()];
      err.write(isErrTty ? head() : `${head()} …\n`);
    },
    line: (text) => {
      if (isErrTty) {
        err.write(
          `\r\u001B[K${plainLines(`${head()} (${seconds()}) ${text.trim()}`).slice(0, widthColumns - 1)}`,
        );
      } else if (nowMs() - toldMs > tellEveryMs) {
        toldMs = nowMs();
        err.write(plainLines(`  ${seconds()}: ${text.trim().slice(0, 100)}`) + '\n');
      }
    },
    end: (how) =>
      err.write(isErrTty ? `\r\u001B[K${head()}: ${how}, ${seconds()}\n` : `  ${how}, ${seconds()}\n`),
  };
}
