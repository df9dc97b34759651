import type { Writable } from 'node:stream';
import progress from 'cli-progress';

/** Says how far one part of the storm is: a bar on a terminal, a line for every tenth in a log. */
export type Progress = { readonly more: () => void; readonly end: () => void };
export type StartProgress = (title: string, total: number) => Progress;

export function progressOn(out: Writable & { readonly isTTY?: boolean }): StartProgress {
  return out.isTTY === true
    ? (title, total) => barProgress(out, title, total)
    : (title, total) => lineProgress(out, title, total);
}

export const silentProgress: StartProgress = () => ({ more: () => undefined, end: () => undefined });

function barProgress(stream: Writable, title: string, total: number): Progress {
  const format = `${title.padEnd(20)} {bar} {percentage}%  {value} of {total}  {eta_formatted} left`;
  const bar = new progress.SingleBar({
    stream,
    format,
    hideCursor: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    etaBuffer: 5000,
  });
  bar.start(total, 0);
  return { more: () => bar.increment(), end: () => bar.stop() };
}

function lineProgress(out: Writable, title: string, total: number): Progress {
  let done = 0;
  let toldTenths = 0;
  return {
    more: () => {
      done += 1;
      const tenths = Math.min(Math.floor((done * 10) / total), 10);
      if (tenths === toldTenths) return;
      toldTenths = tenths;
      out.write(`${title}: ${tenths * 10} % (${done} of ${total})\n`);
    },
    end: () => undefined,
  };
}
