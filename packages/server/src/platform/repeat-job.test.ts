import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeatJob } from './repeat-job.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a job goes on soon while something is left, rests when nothing is, and after it has failed', async () => {
  const told: unknown[] = [];
  const outcomes = [() => 5, () => 0, () => fail('no database'), () => 0];
  let runs = 0;
  const stop = repeatJob(
    async () => outcomes[runs++]?.() ?? 0,
    (error) => told.push(error),
  );
  const after = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return runs;
  };
  expect([
    await after(2000),
    await after(50),
    await after(1900),
    await after(100),
    await after(2000),
  ]).toEqual([1, 2, 2, 3, 4]);
  expect(told).toEqual([new Error('no database')]);
  stop();
});

test('a job that is stopped while it runs is not started again, and tells nobody that the database is closed', async () => {
  const told: unknown[] = [];
  let runs = 0;
  let end: (error: Error) => void = () => undefined;
  const stop = repeatJob(
    () => {
      runs += 1;
      return new Promise<number>((_, reject) => {
        end = reject;
      });
    },
    (error) => told.push(error),
  );
  await vi.advanceTimersByTimeAsync(2000);
  stop();
  end(new Error('it is closed'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect([runs, told]).toEqual([1, []]);
});

function fail(why: string): never {
  throw new Error(why);
}
