import { durationText, sizeText } from '../output/measure-text.ts';
import type { Terminal } from '../terminal.ts';

/** Says how far a file is: a bar on a terminal, a line per 10 % in a log. */
export type Progress = { at(sentBytes: number): void; end(): void };

/** @param done what becomes of its bytes: `sent`, `read` */
export async function startProgress(
  terminal: Terminal,
  totalBytes: number,
  done = 'sent',
): Promise<Progress> {
  return terminal.isErrTty ? barProgress(terminal, totalBytes) : lineProgress(terminal, totalBytes, done);
}

async function barProgress(terminal: Terminal, totalBytes: number): Promise<Progress> {
  const { default: progress } = await import('cli-progress');
  const startedAt = terminal.now().getTime();
  const bar = new progress.SingleBar({
    stream: terminal.err,
    hideCursor: true,
    format: '{bar} {percentage}%  {sent} of {size}  {speed}/s  {left} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
  });
  const size = { size: sizeText(totalBytes) };
  bar.start(Math.max(totalBytes, 1), 0, { ...size, sent: sizeText(0), speed: sizeText(0), left: '?' });
  return {
    at: (sentBytes) =>
      bar.update(sentBytes, {
        ...size,
        sent: sizeText(sentBytes),
        ...pace(sentBytes, totalBytes, terminal.now().getTime() - startedAt),
      }),
    end: () => bar.stop(),
  };
}

function pace(sentBytes: number, totalBytes: number, elapsedMs: number): { speed: string; left: string } {
  const bytesPerMs = sentBytes / Math.max(elapsedMs, 1);
  const left = bytesPerMs === 0 ? '?' : durationText(Math.max(totalBytes - sentBytes, 0) / bytesPerMs);
  return { speed: sizeText(bytesPerMs * 1000), left };
}

function lineProgress(terminal: Terminal, totalBytes: number, done: string): Progress {
  let toldTenths = 0;
  return {
    at: (sentBytes) => {
      const tenths = Math.min(Math.floor((sentBytes * 10) / Math.max(totalBytes, 1)), 10);
      if (tenths <= toldTenths) return;
      toldTenths = tenths;
      terminal.err.write(`${done} ${tenths * 10} % (${sizeText(sentBytes)} of ${sizeText(totalBytes)})\n`);
    },
    end: () => undefined,
  };
}
