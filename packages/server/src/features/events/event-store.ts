import type { Event } from '@netberth/api';
import type { SelectQueryBuilder } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import { change, insert, now, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Query, Reading, Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { tellWebhooks } from '../webhooks/tell-webhooks.ts';

export type NewEvent = {
  readonly severity: Event['severity'];
  /** A key of the message registry, or the name of what happened. */
  readonly kind: string;
  readonly message: string;
  readonly machineId: number | null;
};

/** The same event of the same machine is told once in this time, however often it happens. */
const repeatAfterMs = 10 * 60_000;
/** And so many different ones of a kind: a neighbour who says something else each time buries no other alert. */
const mostOfKind = 30;

const insertRow = statement<{
  atMs: number;
  severity: string;
  kind: string;
  message: string;
  machineId: number | null;
}>()(
  (query, { atMs, severity, kind, message, machineId }) =>
    query.insertInto('events').values({ at_ms: atMs, severity, kind, message, machine_id: machineId }),
  'id',
);
const newestOfKind = statement<{ sinceMs: number; kind: string; machineId: number }>()(
  (query, { sinceMs, kind, machineId }) =>
    query
      .selectFrom('events')
      .select('message')
      .where('machine_id', '=', machineId)
      .where('at_ms', '>', sinceMs)
      .where('kind', '=', kind)
      .orderBy('id', 'desc')
      .limit(mostOfKind),
);
const sameNowhereSince = statement<{ sinceMs: number; kind: string }>()((query, { sinceMs, kind }) =>
  query
    .selectFrom('events')
    .select('id')
    .where('machine_id', 'is', null)
    .where('at_ms', '>', sinceMs)
    .where('kind', '=', kind),
);

const moveRows = statement<{ from: number; to: number }>()((query, { from, to }) =>
  query.updateTable('events').set({ machine_id: to }).where('machine_id', '=', from),
);
const deleteRows = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('events').where('machine_id', '=', machineId),
);

export function* raiseEvent(event: NewEvent): Writing<void> {
  const atMs = yield* now();
  if (yield* wasToldSince(event, atMs - repeatAfterMs)) return;
  yield* insert(insertRow, { ...event, atMs });
  if (event.severity === 'alert') yield* tellAlert(event);
}

/** The events of one machine become those of another. */
export function* moveEvents(from: number, to: number): Writing<void> {
  yield* change(moveRows, { from, to });
}

export function* removeEventsOf(machineId: number): Writing<void> {
  yield* change(deleteRows, { machineId });
}

function* tellAlert({ machineId, message }: NewEvent): Writing<void> {
  const machine = machineId === null ? null : { id: machineId, hostname: null, state: null, reason: null };
  yield* tellWebhooks('alert', { machine, message });
}

function* wasToldSince({ kind, message, machineId }: NewEvent, sinceMs: number): Reading<boolean> {
  if (machineId === null) return (yield* readFirst(sameNowhereSince, { sinceMs, kind })) !== undefined;
  const told = yield* readAll(newestOfKind, { sinceMs, kind, machineId });
  return told.length >= mostOfKind || told.some((each) => each.message === message);
}

export function* listEvents(filter: {
  readonly machineId?: number | undefined;
  readonly severity?: string | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
  readonly newestFirst?: boolean;
  /** Only events of these machines; undefined: of all, and of none. */
  readonly within?: (
    query: Query,
  ) => SelectQueryBuilder<Tables, 'labels', { machine_id: number }> | undefined;
}): Reading<readonly Event[]> {
  const rows = yield* readQuery((query) => {
    let select = query.selectFrom('events').selectAll().limit(filter.limit);
    if (filter.machineId !== undefined) select = select.where('machine_id', '=', filter.machineId);
    if (filter.severity !== undefined) select = select.where('severity', '=', filter.severity);
    const machines = filter.within?.(query);
    if (machines) select = select.where('machine_id', 'in', machines);
    if (filter.after !== undefined) select = select.where('id', '>', filter.after);
    return select.orderBy('id', filter.newestFirst ? 'desc' : 'asc');
  });
  return rows.map((row) => ({
    id: row.id,
    at: isoTime(row.at_ms),
    severity: row.severity as Event['severity'],
    kind: row.kind,
    message: row.message,
    machineId: row.machine_id,
  }));
}
