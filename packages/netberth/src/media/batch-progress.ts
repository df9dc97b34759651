import type { Terminal } from '../terminal.ts';

/** Says how many media are made: a bar on a terminal, a line per 10 % in a log. */
export type BatchProgress = { at(made: number): void; end(): void };

export async function startBatchProgress(terminal: Terminal, total: number): Promise<BatchProgress> {
  return terminal.isErrTty ? bar(terminal, total) : lines(terminal, total);
}

async function bar(terminal: Terminal, total: number): Promise<BatchProgress> {
  const { default: progress } = await import('cli-progress');
  const shown = new progress.SingleBar({
    stream: terminal.err,
    hideCursor: true,
    format: '{bar} {percentage}%  {value} of {total} media  {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
  });
  shown.start(total, 0);
  return { at: (made) => shown.update(made), end: () => shown.stop() };
}

function lines(terminal: Terminal, total: number): BatchProgress {
  let told = 0;
  return {
    at: (made) => {
      const tenths = Math.floor((made * 10) / total);
      if (tenths <= told || total < 100) return;
      told = tenths;
      terminal.err.write(`made ${made} of ${total} media\n`);
    },
    end: () => undefined,
  };
}
