import type { CountedLog } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { CountedLogsTable } from '../../database/tables.ts';
import { change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

type LogRow = {
  readonly name: string;
  readonly head: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly boots: number;
  readonly atMs: number;
};

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('counted_logs').selectAll().where('id', '=', id),
);
const insertRow = statement<LogRow>()(
  (query, { name, head, sha256, bytes, boots, atMs }) =>
    query
      .insertInto('counted_logs')
      .values({ name, head, sha256, size_bytes: bytes, boots, counted_at_ms: atMs }),
  'id',
);
const updateRow = statement<LogRow & { id: number; was: string }>()((query, row) =>
  query
    .updateTable('counted_logs')
    .set({
      ...{ name: row.name, head: row.head, sha256: row.sha256 },
      ...{ size_bytes: row.bytes, boots: row.boots, counted_at_ms: row.atMs },
    })
    .where('id', '=', row.id)
    .where('sha256', '=', row.was),
);

/** By id. `head`: only those whose first entry has this SHA-256. */
export function* listCountedLogs(
  head: string | undefined,
  after: number,
  limit: number,
): Reading<readonly CountedLog[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('counted_logs')
      .selectAll()
      .where('id', '>', after)
      .$if(head !== undefined, (some) => some.where('head', '=', head ?? ''))
      .orderBy('id')
      .limit(limit),
  );
  return rows.map(viewOf);
}

export function* insertCountedLog(log: LogRow): Writing<number> {
  return yield* insert(insertRow, log);
}

/** False: it is not as `was` says any more. */
export function* moveCountedLog(id: number, was: string, log: LogRow): Writing<boolean> {
  return (yield* change(updateRow, { ...log, id, was })) === 1;
}

export function* findCountedLog(id: number): Reading<CountedLog | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && viewOf(row);
}

function viewOf(row: Selectable<CountedLogsTable>): CountedLog {
  const { id, name, head, sha256, size_bytes: bytes, boots } = row;
  return { id, name, head, sha256, bytes, boots, countedAt: isoTime(row.counted_at_ms) };
}
