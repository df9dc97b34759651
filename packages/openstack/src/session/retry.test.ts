import { expect, test } from 'vitest';
import { pauseBeforeRetry, type Attempt } from './retry.ts';

const repeatable = { isRepeatable: true, retriesConflict: false, mostAttempts: 5 };
const once = { ...repeatable, isRepeatable: false };
const answer = (status: number, retryAfter: string | null = null): Attempt => ({
  kind: 'answer',
  status,
  retryAfter,
});

test.each([
  ['503 of anything', answer(503), once, 500],
  ['429 of anything', answer(429), once, 500],
  ['429 that says when', answer(429, '7'), once, 7500],
  ['500 of what may be asked twice', answer(500), repeatable, 500],
  ['500 of what may not', answer(500), once, null],
  ['no answer to what may have begun', { kind: 'no-answer', isSent: true } as const, once, null],
  ['no answer to what never arrived', { kind: 'no-answer', isSent: false } as const, once, 500],
  ['409', answer(409), repeatable, null],
  ['409 of what waits for others', answer(409), { ...once, retriesConflict: true }, 500],
  ['404', answer(404), repeatable, null],
])('%s', (_, outcome, rules, pauseMs) => {
  expect(pauseBeforeRetry(outcome, 1, rules, () => 1)).toBe(pauseMs);
});

test('pauses double, are spread by chance, have a limit, and come to an end', () => {
  const rules = { ...repeatable, mostAttempts: 12 };
  const pauses = [1, 2, 3, 8, 11, 12].map((attempt) =>
    pauseBeforeRetry(answer(503), attempt, rules, () => 0),
  );
  expect(pauses).toEqual([250, 500, 1000, 10_000, 10_000, null]);
});
