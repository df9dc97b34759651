import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SharedTransactions } from './shared-transactions.ts';
import type { Kept } from './shared-transactions.ts';
import { Contended, UnknownOutcome } from './work.ts';

/** Works that give their own number; what ran how is in `log`. */
function sharing(together: (numbers: readonly number[]) => readonly Kept[] | Promise<readonly Kept[]>) {
  const log: string[] = [];
  const numberOf = (work: () => Generator<unknown, unknown>) => work().next().value as number;
  const shared = new SharedTransactions({
    async alone(work) {
      log.push(`${numberOf(work)} alone`);
      return `${numberOf(work)} done alone`;
    },
    async together(works) {
      const numbers = works.map(numberOf);
      log.push(`${numbers.join('+')} together`);
      return together(numbers);
    },
  });
  const run = (number: number) =>
    // oxlint-disable-next-line require-yield
    shared.run(function* () {
      return number;
    });
  return { log, run, runAll: (...numbers: number[]) => Promise.allSettled(numbers.map(run)) };
}

const valuesOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason));
const doneTogether = (numbers: readonly number[]) => numbers.map((number) => ({ result: `${number} done` }));

test('who comes alone waits for nobody', async () => {
  const { log, run } = sharing(doneTogether);
  expect(await run(1)).toBe('1 done');
  expect(log).toEqual(['1 together']);
});

test('those that come at once share a transaction, and each gets its own result', async () => {
  const { log, runAll } = sharing(doneTogether);
  expect(valuesOf(await runAll(1, 2, 3))).toEqual(['1 done', '2 done', '3 done']);
  expect(log).toEqual(['1+2+3 together']);
});

test('a work of which nothing was kept runs alone afterwards', async () => {
  const { log, runAll } = sharing((numbers) => [undefined, ...doneTogether(numbers).slice(1)]);
  expect(valuesOf(await runAll(1, 2))).toEqual(['1 done alone', '2 done']);
  expect(log).toEqual(['1+2 together', '1 alone']);
});

test('after a shared transaction that was undone each runs alone', async () => {
  const { log, runAll } = sharing(() => {
    throw new Contended('another was first');
  });
  expect(valuesOf(await runAll(1, 2))).toEqual(['1 done alone', '2 done alone']);
  expect(log).toEqual(['1+2 together', '1 alone', '2 alone']);
});

test('nobody runs again when it is not known whether the shared transaction was kept', async () => {
  const lost = new UnknownOutcome('the cable');
  const { log, runAll } = sharing(() => {
    throw lost;
  });
  expect(valuesOf(await runAll(1, 2))).toEqual([lost, lost]);
  expect(log).toEqual(['1+2 together']);
});

test('a work that was kept and then failed fails by itself, and does not run again', async () => {
  const wrong = new Error('it goes on');
  const { log, runAll } = sharing((numbers) => [{ error: wrong }, ...doneTogether(numbers).slice(1)]);
  expect(valuesOf(await runAll(1, 2))).toEqual([wrong, '2 done']);
  expect(log).toEqual(['1+2 together']);
});

test('what comes while as many as may are under way goes together when one of them has ended', async () => {
  const gate = Promise.withResolvers<void>();
  const { log, runAll } = sharing(async (numbers) => {
    await gate.promise;
    return doneTogether(numbers);
  });
  const running = [];
  for (let first = 0; first < 12; first += 2) {
    running.push(runAll(first, first + 1));
    await setImmediate();
  }
  expect(log).toEqual(['0+1 together', '2+3 together', '4+5 together', '6+7 together']);
  gate.resolve();
  await Promise.all(running);
  expect(log.slice(4)).toEqual(['8+9+10+11 together']);
});

test('a transaction is shared by so many at most', async () => {
  const { log, runAll } = sharing(doneTogether);
  await runAll(...Array.from({ length: 70 }, (_, at) => at));
  expect(log.map((line) => line.split('+').length)).toEqual([32, 32, 6]);
});
