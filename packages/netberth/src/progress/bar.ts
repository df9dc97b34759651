import { durationText } from '../output/measure-text.ts';
import type { Terminal } from '../terminal.ts';
import type { Progress } from './progress.ts';

const widestBar = 30;
const leastBar = 10;

/**
 * The one bar of all verbs: `█████░░░░░ 50%  BESIDE  4 s left`, in one line of the terminal.
 * @param beside what is said of so much, and after so many milliseconds
 * @param besideColumns the most that it takes
 */
export async function startBar(
  { err, now, widthColumns }: Terminal,
  total: number,
  beside: (done: number, elapsedMs: number) => string,
  besideColumns: number,
): Promise<Progress> {
  const { default: progress } = await import('cli-progress');
  const elapsedMs = since(now);
  const restColumns = ' 100%    12 min 59 s left '.length + besideColumns;
  const bar = new progress.SingleBar({
    stream: err,
    hideCursor: true,
    format: '{bar} {percentage}%  {beside}  {left} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: Math.min(Math.max(widthColumns - restColumns, leastBar), widestBar),
  });
  const said = (done: number) => ({
    beside: beside(done, elapsedMs()),
    left: leftText(done, total, elapsedMs()),
  });
  bar.start(Math.max(total, 1), 0, said(0));
  return { at: (done) => bar.update(done, said(done)), end: () => bar.stop() };
}

function since(now: Terminal['now']): () => number {
  const startedMs = now().getTime();
  return () => now().getTime() - startedMs;
}

function leftText(done: number, total: number, elapsedMs: number): string {
  if (done === 0) return '?';
  return durationText((Math.max(total - done, 0) * elapsedMs) / done);
}
