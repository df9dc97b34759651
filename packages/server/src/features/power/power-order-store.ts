import type { Selectable } from 'kysely';
import type { PowerOrdersTable } from '../../database/tables.ts';
import { LostRace, change, insert, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { OrderRecord } from './power-record.ts';

type Row = Selectable<PowerOrdersTable>;
export type NewOrder = Pick<
  OrderRecord,
  'machineId' | 'action' | 'next' | 'batchId' | 'wave' | 'grantId' | 'createdBy' | 'createdAtMs'
> & { readonly status: 'planned' | 'waiting' };
type Changes = Partial<Pick<OrderRecord, 'status' | 'why' | 'attempts' | 'dueAtMs' | 'isSent' | 'endedAtMs'>>;

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('power_orders').selectAll().where('id', '=', id),
);
const openOfMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('power_orders')
    .selectAll()
    .where('machine_id', '=', machineId)
    .where('status', 'in', ['planned', 'waiting', 'running'])
    .orderBy('id'),
);
const dueOnes = statement<{ nowMs: number }>()((query, { nowMs }) =>
  query
    .selectFrom('power_orders')
    .selectAll()
    .where('status', 'in', ['waiting', 'running'])
    .where('due_at_ms', '<=', nowMs)
    .orderBy('due_at_ms')
    .orderBy('id')
    .limit(64),
);
const insertRow = statement<Omit<Row, 'id' | 'version' | 'why' | 'attempts' | 'is_sent' | 'ended_at_ms'>>()(
  (query, values) =>
    query.insertInto('power_orders').values({
      machine_id: values.machine_id,
      action: values.action,
      next: values.next,
      status: values.status,
      version: 1,
      why: null,
      attempts: 0,
      due_at_ms: values.due_at_ms,
      is_sent: 0,
      batch_id: values.batch_id,
      wave: values.wave,
      grant_id: values.grant_id,
      created_by: values.created_by,
      created_at_ms: values.created_at_ms,
      ended_at_ms: null,
    }),
  'id',
);
const updateRow = statement<
  Pick<Row, 'id' | 'version' | 'status' | 'why' | 'attempts' | 'due_at_ms' | 'is_sent' | 'ended_at_ms'> & {
    next: number;
  }
>()((query, values) =>
  query
    .updateTable('power_orders')
    .set({
      status: values.status,
      why: values.why,
      attempts: values.attempts,
      due_at_ms: values.due_at_ms,
      is_sent: values.is_sent,
      ended_at_ms: values.ended_at_ms,
      version: values.next,
    })
    .where('id', '=', values.id)
    .where('version', '=', values.version),
);
const deleteOfMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('power_orders').where('machine_id', '=', machineId),
);

export function* findOrder(id: number): Reading<OrderRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && orderOfRow(row);
}

/** Planned, waiting or running, in the order in which they were given. */
export function* openOrdersOf(machineId: number): Reading<readonly OrderRecord[]> {
  return (yield* readAll(openOfMachine, { machineId })).map(orderOfRow);
}

/** What is to be tried now, and what a server was doing that is heard of no more; at most 64. */
export function* dueOrders(nowMs: number): Reading<readonly OrderRecord[]> {
  return (yield* readAll(dueOnes, { nowMs })).map(orderOfRow);
}

export function* listOrders(filter: {
  readonly id?: number | undefined;
  readonly batch?: number | undefined;
  readonly machineId?: number | undefined;
  readonly limit: number;
}): Reading<readonly OrderRecord[]> {
  const rows = yield* readQuery((query) => {
    let select = query.selectFrom('power_orders').selectAll();
    if (filter.id !== undefined) select = select.where('id', '=', filter.id);
    if (filter.batch !== undefined) select = select.where('batch_id', '=', filter.batch);
    if (filter.machineId !== undefined) select = select.where('machine_id', '=', filter.machineId);
    return select.orderBy('id', 'desc').limit(filter.limit);
  });
  return rows.map(orderOfRow);
}

/** How many orders of a batch are in which status. */
export function* countOrders(batch: number): Reading<Readonly<Record<string, number>>> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('power_orders')
      .select((row) => ['status', row.fn.countAll<number>().as('count')])
      .where('batch_id', '=', batch)
      .groupBy('status'),
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

export function* insertOrder(order: NewOrder): Writing<OrderRecord> {
  const dueAtMs = order.createdAtMs;
  const id = yield* insert(insertRow, {
    ...{ machine_id: order.machineId, action: order.action, next: order.next, status: order.status },
    ...{ due_at_ms: dueAtMs, batch_id: order.batchId, wave: order.wave, grant_id: order.grantId },
    ...{ created_by: order.createdBy, created_at_ms: order.createdAtMs },
  });
  const blank = { version: 1, why: null, attempts: 0, isSent: false, endedAtMs: null };
  return { ...order, ...blank, id, dueAtMs };
}

/** @throws LostRace when somebody else was first */
export function* updateOrder(order: OrderRecord, changes: Changes): Writing<OrderRecord> {
  const after = { ...order, ...changes, version: order.version + 1 };
  const changed = yield* change(updateRow, {
    ...{ id: order.id, version: order.version, next: after.version, status: after.status, why: after.why },
    ...{ attempts: after.attempts, due_at_ms: after.dueAtMs, is_sent: after.isSent ? 1 : 0 },
    ended_at_ms: after.endedAtMs,
  });
  if (changed === 0) throw new LostRace(`power order ${order.id} changed meanwhile`);
  return after;
}

export function* deleteOrdersOf(machineId: number): Writing<void> {
  yield* change(deleteOfMachine, { machineId });
}

export function orderOfRow(row: Row): OrderRecord {
  return {
    id: row.id,
    machineId: row.machine_id,
    action: row.action as OrderRecord['action'],
    next: row.next as OrderRecord['next'],
    status: row.status as OrderRecord['status'],
    version: row.version,
    why: row.why,
    attempts: row.attempts,
    dueAtMs: row.due_at_ms,
    isSent: row.is_sent === 1,
    batchId: row.batch_id,
    wave: row.wave,
    grantId: row.grant_id,
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
    endedAtMs: row.ended_at_ms,
  };
}
