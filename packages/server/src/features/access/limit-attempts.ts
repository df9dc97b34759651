import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { networkOf } from '../../platform/network-address.ts';
import { attemptsSince, deleteAttempt, deleteAttemptsBefore, insertAttempt } from './attempt-store.ts';

const windowMs = 15 * 60_000;

/**
 * What failed log-ins are counted by (as hashes: names are long, and nobody's business), and how many there may be in a quarter of an hour. Most are stopped by the first,
 * so that whoever tries somebody's password locks out themselves and not that person.
 */
const limits = [
  { limit: 10, subject: (name: string, address: string) => `both ${name} ${networkOf(address)}` },
  { limit: 50, subject: (_: string, address: string) => `from ${networkOf(address)}` },
  { limit: 200, subject: (name: string) => `name ${name}` },
] as const;

export type Attempt =
  | {
      readonly kind: 'allowed';
      /** Of this name from this address before this one. */
      readonly failures: number;
      readonly counted: readonly number[];
    }
  | { readonly kind: 'blocked'; readonly retryAfterMs: number };

/** Counted before the password is looked at, so that many at once are not more than one after the other. */
export function* takeAttempt(name: string, address: string): Writing<Attempt> {
  const nowMs = yield* now();
  const subjects = limits.map(({ limit, subject }) => ({ limit, key: hashSecret(subject(name, address)) }));
  let failures = 0;
  for (const [index, { limit, key }] of subjects.entries()) {
    const times = yield* attemptsSince(key, nowMs - windowMs);
    const [oldest = nowMs] = times;
    if (times.length >= limit) return { kind: 'blocked', retryAfterMs: oldest + windowMs - nowMs };
    if (index === 0) failures = times.length;
  }
  yield* deleteAttemptsBefore(nowMs - windowMs);
  const counted: number[] = [];
  for (const { key } of subjects) counted.push(yield* insertAttempt(key, nowMs));
  return { kind: 'allowed', failures, counted };
}

/** It was no failure. */
export function* giveBackAttempt({ counted }: Extract<Attempt, { kind: 'allowed' }>): Writing<void> {
  for (const id of counted) yield* deleteAttempt(id);
}
