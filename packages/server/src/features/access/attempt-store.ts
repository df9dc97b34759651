import { change, insert, readAll, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

const bySubject = statement<{ subject: string; afterMs: number }>()((query, { subject, afterMs }) =>
  query
    .selectFrom('sign_in_attempts')
    .select('at_ms')
    .where('subject', '=', subject)
    .where('at_ms', '>', afterMs)
    .orderBy('at_ms'),
);
const insertRow = statement<{ subject: string; atMs: number }>()(
  (query, { subject, atMs }) => query.insertInto('sign_in_attempts').values({ subject, at_ms: atMs }),
  'id',
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('sign_in_attempts').where('id', '=', id),
);
const deleteOld = statement<{ beforeMs: number }>()((query, { beforeMs }) =>
  query.deleteFrom('sign_in_attempts').where('at_ms', '<=', beforeMs),
);

/** @returns the times of the log-ins that were tried since, oldest first; one that succeeded is none */
export function* attemptsSince(subject: string, afterMs: number): Reading<readonly number[]> {
  return (yield* readAll(bySubject, { subject, afterMs })).map((row) => row.at_ms);
}

export function* insertAttempt(subject: string, atMs: number): Writing<number> {
  return yield* insert(insertRow, { subject, atMs });
}

export function* deleteAttempt(id: number): Writing<void> {
  yield* change(deleteRow, { id });
}

export function* deleteAttemptsBefore(beforeMs: number): Writing<void> {
  yield* change(deleteOld, { beforeMs });
}
