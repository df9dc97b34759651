import { change, insert, now, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import type { BatchOrder, BatchRecord } from './batch-record.ts';
import type { MediumRecord } from './medium-record.ts';
import { mediumOfRow } from './medium-store.ts';

const byToken = statement<{ hash: string; atMs: number }>()((query, { hash, atMs }) =>
  query.selectFrom('media_batches').selectAll().where('token_hash', '=', hash).where('ends_at_ms', '>', atMs),
);
const insertRow = statement<{
  hash: string;
  order: string;
  media: number;
  createdBy: string;
  createdAtMs: number;
  endsAtMs: number;
}>()(
  (query, batch) =>
    query.insertInto('media_batches').values({
      token_hash: batch.hash,
      order_json: batch.order,
      media: batch.media,
      created_by: batch.createdBy,
      created_at_ms: batch.createdAtMs,
      ends_at_ms: batch.endsAtMs,
    }),
  'id',
);
const deleteEnded = statement<{ atMs: number }>()((query, { atMs }) =>
  query.deleteFrom('media_batches').where('ends_at_ms', '<=', atMs),
);

/** The batch of this token, unless its time is over. */
export function* findBatchByToken(token: string): Reading<BatchRecord | undefined> {
  const row = yield* readFirst(byToken, { hash: hashSecret(token), atMs: yield* now() });
  return (
    row && {
      id: row.id,
      order: JSON.parse(row.order_json) as BatchOrder,
      media: row.media,
      createdBy: row.created_by,
      createdAtMs: row.created_at_ms,
      endsAtMs: row.ends_at_ms,
    }
  );
}

/** Those whose time is over go at the same time. @param token of its URL, of which only a hash is kept */
export function* insertBatch(batch: Omit<BatchRecord, 'id'>, token: string): Writing<number> {
  yield* change(deleteEnded, { atMs: batch.createdAtMs });
  const { order, media, createdBy, createdAtMs, endsAtMs } = batch;
  const hash = hashSecret(token);
  return yield* insert(insertRow, {
    hash,
    order: JSON.stringify(order),
    media,
    createdBy,
    createdAtMs,
    endsAtMs,
  });
}

export type BatchedMedium = MediumRecord & { readonly hostname: string | null };

/** The media of a batch that are not revoked, from the one behind `after` on. */
export function* mediaOfBatch(
  batchId: number,
  after: number,
  limit: number,
): Reading<readonly BatchedMedium[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('media')
      .innerJoin('machines', 'machines.id', 'media.machine_id')
      .selectAll('media')
      .select('machines.hostname')
      .where('media.batch_id', '=', batchId)
      .where('media.id', '>', after)
      .where('media.revoked_at_ms', 'is', null)
      .orderBy('media.id')
      .limit(limit),
  );
  return rows.map((row) => ({ ...mediumOfRow(row), hostname: row.hostname }));
}
