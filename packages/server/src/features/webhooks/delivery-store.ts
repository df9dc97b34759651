import { change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/** One event for one webhook, until it has arrived. */
export type Delivery = {
  readonly id: number;
  readonly webhookId: number;
  /** JSON, as it is sent. */
  readonly body: string;
  /** How often it was tried. */
  readonly attempts: number;
};

const waitingOf = statement<{ webhookId: number }>()((query, { webhookId }) =>
  query
    .selectFrom('webhook_deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('webhook_id', '=', webhookId),
);
const due = statement<{ nowMs: number }>()((query, { nowMs }) =>
  query.selectFrom('webhook_deliveries').selectAll().where('next_at_ms', '<=', nowMs).orderBy('id').limit(50),
);
const insertRow = statement<{ webhookId: number; body: string; atMs: number }>()(
  (query, { webhookId, body, atMs }) =>
    query
      .insertInto('webhook_deliveries')
      .values({ webhook_id: webhookId, body_json: body, attempts: 0, next_at_ms: atMs }),
  'id',
);
const claimRow = statement<{ id: number; attempts: number; next: number; nextAtMs: number }>()(
  (query, { id, attempts, next, nextAtMs }) =>
    query
      .updateTable('webhook_deliveries')
      .set({ attempts: next, next_at_ms: nextAtMs })
      .where('id', '=', id)
      .where('attempts', '=', attempts),
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('webhook_deliveries').where('id', '=', id),
);
const deleteOfWebhook = statement<{ webhookId: number }>()((query, { webhookId }) =>
  query.deleteFrom('webhook_deliveries').where('webhook_id', '=', webhookId),
);

export function* countWaiting(webhookId: number): Reading<number> {
  return (yield* readFirst(waitingOf, { webhookId }))?.count ?? 0;
}

/** The oldest first, at most fifty. */
export function* dueDeliveries(nowMs: number): Reading<readonly Delivery[]> {
  const rows = yield* readAll(due, { nowMs });
  return rows.map(({ id, webhook_id, body_json, attempts }) => ({
    ...{ id, webhookId: webhook_id, body: body_json, attempts },
  }));
}

export function* insertDelivery(webhookId: number, body: string, atMs: number): Writing<void> {
  yield* insert(insertRow, { webhookId, body, atMs });
}

/** @returns whether this server tries it now; another one, or a later try, leaves it alone until `nextAtMs` */
export function* claimDelivery({ id, attempts }: Delivery, nextAtMs: number): Writing<boolean> {
  return (yield* change(claimRow, { id, attempts, next: attempts + 1, nextAtMs })) > 0;
}

export function* deleteDelivery(id: number): Writing<void> {
  yield* change(deleteRow, { id });
}

export function* deleteDeliveriesOf(webhookId: number): Writing<void> {
  yield* change(deleteOfWebhook, { webhookId });
}
