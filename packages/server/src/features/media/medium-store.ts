import type { Selectable } from 'kysely';
import type { MediaTable } from '../../database/tables.ts';
import { change, insert, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { mediumKey } from './medium-key.ts';
import type { MediumRecord, MediumText } from './medium-record.ts';

// A machine that was forgotten has no media any more.
const byToken = statement<{ hash: string }>()((query, { hash }) =>
  query
    .selectFrom('media')
    .innerJoin('machines', 'machines.id', 'media.machine_id')
    .selectAll('media')
    .where('media.token_hash', '=', hash)
    .where('media.revoked_at_ms', 'is', null),
);
const insertRow = statement<{
  machineId: number;
  hash: string;
  keyHash: string;
  batchId: number | null;
  order: string;
  createdBy: string;
  createdAtMs: number;
}>()(
  (query, medium) =>
    query.insertInto('media').values({
      machine_id: medium.machineId,
      token_hash: medium.hash,
      key_hash: medium.keyHash,
      batch_id: medium.batchId,
      order_json: medium.order,
      created_by: medium.createdBy,
      created_at_ms: medium.createdAtMs,
    }),
  'id',
);
const liveOfMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('media')
    .select('id')
    .where('machine_id', '=', machineId)
    .where('revoked_at_ms', 'is', null)
    .orderBy('id'),
);
const revokeRow = statement<{ id: number; atMs: number }>()((query, { id, atMs }) =>
  query
    .updateTable('media')
    .set({ revoked_at_ms: atMs })
    .where('id', '=', id)
    .where('revoked_at_ms', 'is', null),
);

/** The medium of this token's hash, unless it was revoked. */
export function* findMediumByToken(hash: string): Reading<MediumRecord | undefined> {
  const row = yield* readFirst(byToken, { hash });
  return row && mediumOfRow(row);
}

export function* listMedia(): Reading<readonly MediumRecord[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('media')
      .innerJoin('machines', 'machines.id', 'media.machine_id')
      .selectAll('media')
      .where('media.revoked_at_ms', 'is', null)
      .orderBy('media.id'),
  );
  return rows.map(mediumOfRow);
}

/** @param token of its URL, of which only hashes are kept */
export function* insertMedium(
  medium: Omit<MediumRecord, 'id' | 'hasKey'>,
  token: string,
  batchId: number | null = null,
): Writing<number> {
  const { machineId, createdBy, createdAtMs, text } = medium;
  const [hash, keyHash] = [hashSecret(token), hashSecret(mediumKey(token))];
  const order = JSON.stringify(text);
  return yield* insert(insertRow, { machineId, hash, keyHash, batchId, order, createdBy, createdAtMs });
}

/** Every medium of a machine ends, and with it its key. @returns their numbers */
export function* revokeMediaOf(machineId: number, atMs: number): Writing<readonly number[]> {
  const revoked = (yield* readAll(liveOfMachine, { machineId })).map(({ id }) => id);
  for (const id of revoked) yield* change(revokeRow, { id, atMs });
  return revoked;
}

/** @returns whether there was such a medium to revoke */
export function* revokeMedium(id: number, atMs: number): Writing<boolean> {
  return (yield* change(revokeRow, { id, atMs })) > 0;
}

export function mediumOfRow(row: Selectable<MediaTable>): MediumRecord {
  return {
    id: row.id,
    machineId: row.machine_id,
    text: JSON.parse(row.order_json) as MediumText,
    hasKey: row.key_hash !== null,
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
  };
}
