import type { Progress } from './progress.ts';

/** What a log is told: a line when another tenth is done. */
export function tellTenths(total: number, tell: (done: number, tenths: number) => void): Progress {
  let told = 0;
  return {
    at: (done) => {
      const tenths = Math.min(Math.floor((done * 10) / Math.max(total, 1)), 10);
      if (tenths <= told) return;
      told = tenths;
      tell(done, tenths);
    },
    end: () => undefined,
  };
}
