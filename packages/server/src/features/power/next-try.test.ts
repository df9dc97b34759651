import { expect, test } from 'vitest';
import { nextTry } from './next-try.ts';

test('a BMC that does not answer is tried six times, over five and a half minutes', () => {
  const away = { kind: 'away', why: 'it does not answer' } as const;
  const tries = [1, 2, 3, 4, 5, 6].map((attempts) => nextTry(away, attempts, false));
  expect(tries.map((each) => (each.kind === 'again' ? each.afterMs : each.why))).toEqual([
    5000,
    15_000,
    45_000,
    90_000,
    180_000,
    'it does not answer, 6 times',
  ]);
});

test('a wrong password is tried once, so that no account is locked', () => {
  const refused = { kind: 'refused', why: 'the password is wrong' } as const;
  expect(nextTry(refused, 1, true)).toEqual({ kind: 'over', why: 'the password is wrong' });
});

test('what may have happened is done again only where that does no harm', () => {
  const unclear = { kind: 'unclear', why: 'it gave no answer' } as const;
  expect(nextTry(unclear, 1, true)).toEqual({ kind: 'again', afterMs: 5000 });
  expect(nextTry(unclear, 1, false)).toEqual({
    kind: 'over',
    why: 'it gave no answer; it may have been done, so it is not done again',
  });
});
