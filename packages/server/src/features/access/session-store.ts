import type { Selectable } from 'kysely';
import type { SessionsTable } from '../../database/tables.ts';
import { change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

export type SessionRecord = {
  readonly id: number;
  readonly hash: string;
  readonly userId: number;
  readonly address: string;
  readonly startedAtMs: number;
  readonly usedAtMs: number;
  /** It ends then, however much it is used. */
  readonly endsAtMs: number;
};

const byHash = statement<{ hash: string }>()((query, { hash }) =>
  query.selectFrom('sessions').selectAll().where('session_hash', '=', hash),
);
const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('sessions').selectAll().where('id', '=', id),
);
const live = statement<{ nowMs: number; usedAfterMs: number }>()((query, { nowMs, usedAfterMs }) =>
  query
    .selectFrom('sessions')
    .selectAll()
    .where('ends_at_ms', '>', nowMs)
    .where('used_at_ms', '>', usedAfterMs)
    .orderBy('id'),
);
const insertRow = statement<{
  hash: string;
  userId: number;
  address: string;
  startedAtMs: number;
  endsAtMs: number;
}>()(
  (query, session) =>
    query.insertInto('sessions').values({
      session_hash: session.hash,
      user_id: session.userId,
      address: session.address,
      started_at_ms: session.startedAtMs,
      used_at_ms: session.startedAtMs,
      ends_at_ms: session.endsAtMs,
    }),
  'id',
);
const touchRow = statement<{ id: number; atMs: number }>()((query, { id, atMs }) =>
  query.updateTable('sessions').set({ used_at_ms: atMs }).where('id', '=', id),
);
const deleteById = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('sessions').where('id', '=', id),
);
const deleteOfUser = statement<{ userId: number }>()((query, { userId }) =>
  query.deleteFrom('sessions').where('user_id', '=', userId),
);
const deleteOthers = statement<{ userId: number; keptId: number }>()((query, { userId, keptId }) =>
  query.deleteFrom('sessions').where('user_id', '=', userId).where('id', '<>', keptId),
);
const deleteOver = statement<{ nowMs: number; usedAfterMs: number }>()((query, { nowMs, usedAfterMs }) =>
  query
    .deleteFrom('sessions')
    .where((row) => row.or([row('ends_at_ms', '<=', nowMs), row('used_at_ms', '<=', usedAfterMs)])),
);

export function* findSessionByHash(hash: string): Reading<SessionRecord | undefined> {
  const row = yield* readFirst(byHash, { hash });
  return row && sessionOfRow(row);
}

export function* findSession(id: number): Reading<SessionRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && sessionOfRow(row);
}

/** @param usedAfterMs sessions that were used last before this are over */
export function* listSessions(nowMs: number, usedAfterMs: number): Reading<readonly SessionRecord[]> {
  return (yield* readAll(live, { nowMs, usedAfterMs })).map(sessionOfRow);
}

export function* insertSession(session: Omit<SessionRecord, 'id' | 'usedAtMs'>): Writing<SessionRecord> {
  const id = yield* insert(insertRow, session);
  return { ...session, id, usedAtMs: session.startedAtMs };
}

export function* touchSession(id: number, atMs: number): Writing<void> {
  yield* change(touchRow, { id, atMs });
}

export function* deleteSession(id: number): Writing<void> {
  yield* change(deleteById, { id });
}

/** @returns how many there were */
export function* deleteSessionsOf(userId: number): Writing<number> {
  return yield* change(deleteOfUser, { userId });
}

export function* deleteOtherSessions(userId: number, keptId: number): Writing<void> {
  yield* change(deleteOthers, { userId, keptId });
}

export function* deleteSessionsOver(nowMs: number, usedAfterMs: number): Writing<void> {
  yield* change(deleteOver, { nowMs, usedAfterMs });
}

function sessionOfRow(row: Selectable<SessionsTable>): SessionRecord {
  return {
    id: row.id,
    hash: row.session_hash,
    userId: row.user_id,
    address: row.address,
    startedAtMs: row.started_at_ms,
    usedAtMs: row.used_at_ms,
    endsAtMs: row.ends_at_ms,
  };
}
