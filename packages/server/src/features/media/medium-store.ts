import type { Selectable } from 'kysely';
import type { MediaTable } from '../../database/tables.ts';
import { change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
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
  order: string;
  createdBy: string;
  createdAtMs: number;
}>()(
  (query, medium) =>
    query.insertInto('media').values({
      machine_id: medium.machineId,
      token_hash: medium.hash,
      order_json: medium.order,
      created_by: medium.createdBy,
      created_at_ms: medium.createdAtMs,
    }),
  'id',
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

export function* insertMedium(medium: Omit<MediumRecord, 'id'>, hash: string): Writing<number> {
  const { machineId, createdBy, createdAtMs, text } = medium;
  return yield* insert(insertRow, { machineId, hash, order: JSON.stringify(text), createdBy, createdAtMs });
}

/** @returns whether there was such a medium to revoke */
export function* revokeMedium(id: number, atMs: number): Writing<boolean> {
  return (yield* change(revokeRow, { id, atMs })) > 0;
}

function mediumOfRow(row: Selectable<MediaTable>): MediumRecord {
  return {
    id: row.id,
    machineId: row.machine_id,
    text: JSON.parse(row.order_json) as MediumText,
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
  };
}
