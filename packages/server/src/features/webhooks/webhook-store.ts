import type { WebhookEvent } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { WebhooksTable } from '../../database/tables.ts';
import { change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { deleteSecrets, putSecret, readSecret } from '../secrets/secret-store.ts';

export type WebhookRecord = {
  readonly id: number;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly deliveredAtMs: number | null;
  readonly failure: string | null;
  readonly dropped: number;
};

const all = statement()((query) => query.selectFrom('webhooks').selectAll().orderBy('id'));
const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('webhooks').selectAll().where('id', '=', id),
);
const insertRow = statement<{
  url: string;
  events: string;
  createdBy: string;
  atMs: number;
}>()(
  (query, { url, events, createdBy, atMs }) =>
    query.insertInto('webhooks').values({
      ...{ url, secret: '', events_json: events, created_by: createdBy, created_at_ms: atMs },
      ...{ delivered_at_ms: null, failure: null, dropped: 0 },
    }),
  'id',
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('webhooks').where('id', '=', id),
);
const clearSecret = statement<{ id: number }>()((query, { id }) =>
  query.updateTable('webhooks').set({ secret: '' }).where('id', '=', id),
);
const noteSuccess = statement<{ id: number; atMs: number }>()((query, { id, atMs }) =>
  query.updateTable('webhooks').set({ delivered_at_ms: atMs, failure: null }).where('id', '=', id),
);
const noteFault = statement<{ id: number; failure: string }>()((query, { id, failure }) =>
  query.updateTable('webhooks').set({ failure }).where('id', '=', id),
);
const noteDrop = statement<{ id: number }>()((query, { id }) =>
  query
    .updateTable('webhooks')
    .set((row) => ({ dropped: row('dropped', '+', 1) }))
    .where('id', '=', id),
);

export function* listWebhooks(): Reading<readonly WebhookRecord[]> {
  return (yield* readAll(all, {})).map(webhookOfRow);
}

export function* findWebhook(id: number): Reading<WebhookRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && webhookOfRow(row);
}

/** What its deliveries are signed with; undefined: this server cannot read it. */
export function* readWebhookSecret(id: number): Reading<string | undefined> {
  const secret = yield* readSecret(placeOf(id));
  if (secret.kind === 'open') return secret.text;
  // An older version stored it as it was; it is sealed as soon as there is a key.
  return (yield* readFirst(byId, { id }))?.secret || undefined;
}

/** Seals what an older version stored as it was. */
export function* sealOldWebhooks(): Writing<number> {
  const old = (yield* readAll(all, {})).filter(({ secret }) => secret !== '');
  for (const { id, secret } of old) {
    yield* putSecret(placeOf(id), secret);
    yield* change(clearSecret, { id });
  }
  return old.length;
}

const placeOf = (id: number) => ({ owner: `webhook:${id}`, name: 'signature' });

export function* insertWebhook(
  webhook: Pick<WebhookRecord, 'url' | 'events' | 'createdBy' | 'createdAtMs'>,
  secret: string,
): Writing<WebhookRecord> {
  const { url, events, createdBy, createdAtMs: atMs } = webhook;
  const id = yield* insert(insertRow, { url, events: JSON.stringify(events), createdBy, atMs });
  yield* putSecret(placeOf(id), secret);
  return { ...webhook, id, deliveredAtMs: null, failure: null, dropped: 0 };
}

export function* deleteWebhook(id: number): Writing<void> {
  yield* deleteSecrets(placeOf(id).owner);
  yield* change(deleteRow, { id });
}

export function* noteDelivered(id: number, atMs: number): Writing<void> {
  yield* change(noteSuccess, { id, atMs });
}

export function* noteFailure(id: number, failure: string): Writing<void> {
  yield* change(noteFault, { id, failure });
}

export function* noteDropped(id: number): Writing<void> {
  yield* change(noteDrop, { id });
}

function webhookOfRow(row: Selectable<WebhooksTable>): WebhookRecord {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events_json) as WebhookEvent[],
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
    deliveredAtMs: row.delivered_at_ms,
    failure: row.failure,
    dropped: row.dropped,
  };
}
