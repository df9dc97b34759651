import { LostRace, change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { orderOfRow, updateOrder } from './power-order-store.ts';
import type { OrderRecord } from './power-record.ts';

export type BatchRecord = {
  readonly id: number;
  readonly version: number;
  /** The one that is under way, from 1. */
  readonly wave: number;
  readonly pauseMs: number;
  readonly maxFailures: number;
};

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('power_batches').selectAll().where('id', '=', id),
);
const insertRow = statement<{ pauseMs: number; maxFailures: number }>()(
  (query, { pauseMs, maxFailures }) =>
    query
      .insertInto('power_batches')
      .values({ version: 1, wave: 1, pause_ms: pauseMs, max_failures: maxFailures }),
  'id',
);
const nextWave = statement<{ id: number; version: number; next: number; wave: number }>()(
  (query, { id, version, next, wave }) =>
    query
      .updateTable('power_batches')
      .set({ wave, version: next })
      .where('id', '=', id)
      .where('version', '=', version),
);

function* findBatch(id: number): Reading<BatchRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && { ...row, pauseMs: row.pause_ms, maxFailures: row.max_failures };
}

export function* insertBatch(pauseMs: number, maxFailures: number): Writing<number> {
  return yield* insert(insertRow, { pauseMs, maxFailures });
}

/** In the transaction in which an order has ended: with the last one of a wave the next wave begins, or none does. */
export function* advanceBatch(batchId: number, nowMs: number): Writing<void> {
  const batch = yield* findBatch(batchId);
  if (!batch || (yield* countOf(batch, ['waiting', 'running'], batch.wave)) > 0) return;
  const [first] = yield* plannedOf(batchId, { limit: 1 });
  if (first === undefined) return;
  const failed = yield* countOf(batch, ['failed']);
  if (failed > batch.maxFailures) {
    const why = `it was left out: ${failed} machines before it have failed`;
    for (const order of yield* plannedOf(batchId, {}))
      yield* updateOrder(order, { status: 'cancelled', why, endedAtMs: nowMs });
    return;
  }
  const { id, version, pauseMs } = batch;
  const changed = yield* change(nextWave, { id, version, next: version + 1, wave: first.wave });
  if (changed === 0) throw new LostRace(`power batch ${id} changed meanwhile`);
  for (const order of yield* plannedOf(batchId, { wave: first.wave }))
    yield* updateOrder(order, { status: 'waiting', dueAtMs: nowMs + pauseMs });
}

function* countOf({ id }: BatchRecord, statuses: readonly string[], wave?: number): Reading<number> {
  const [row] = yield* readQuery((query) => {
    const select = query
      .selectFrom('power_orders')
      .select((each) => each.fn.countAll<number>().as('count'))
      .where('batch_id', '=', id)
      .where('status', 'in', statuses);
    return wave === undefined ? select : select.where('wave', '=', wave);
  });
  return row?.count ?? 0;
}

function* plannedOf(
  batchId: number,
  { wave, limit }: { readonly wave?: number; readonly limit?: number },
): Reading<readonly OrderRecord[]> {
  const rows = yield* readQuery((query) => {
    let select = query
      .selectFrom('power_orders')
      .selectAll()
      .where('batch_id', '=', batchId)
      .where('status', '=', 'planned')
      .orderBy('wave')
      .orderBy('id');
    if (wave !== undefined) select = select.where('wave', '=', wave);
    return limit === undefined ? select : select.limit(limit);
  });
  return rows.map(orderOfRow);
}
