import type { Terminal } from '../../terminal.ts';

/** Says how many files were asked for: a bar on a terminal, a line per 10 % in a log. */
export type CountProgress = { at(done: number): void; end(): void };

export async function startCounting({ isErrTty, err }: Terminal, total: number): Promise<CountProgress> {
  if (!isErrTty) return lines(err, total);
  const { default: progress } = await import('cli-progress');
  const format = '{bar} {value} of {total} files  {eta_formatted} left';
  const bar = new progress.SingleBar({ stream: err, hideCursor: true, format, barsize: 30 });
  bar.start(total, 0);
  return { at: (done) => bar.update(done), end: () => bar.stop() };
}

function lines(err: Terminal['err'], total: number): CountProgress {
  let toldTenths = 0;
  return {
    at: (done) => {
      const tenths = Math.floor((done * 10) / Math.max(total, 1));
      if (tenths <= toldTenths) return;
      toldTenths = tenths;
      err.write(`asked for ${done} of ${total} files\n`);
    },
    end: () => undefined,
  };
}
