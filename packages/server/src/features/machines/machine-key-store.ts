import { change, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isSameHash } from '../../platform/boot-id.ts';

const keysOf = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('media')
    .select(['id', 'key_hash', 'revoked_at_ms'])
    .where('machine_id', '=', machineId)
    .where('key_hash', 'is not', null),
);
const liveKeyOf = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('media')
    .select('id')
    .where('machine_id', '=', machineId)
    .where('key_hash', 'is not', null)
    .where('revoked_at_ms', 'is', null)
    .limit(1),
);

const moveRows = statement<{ from: number; to: number }>()((query, { from, to }) =>
  query.updateTable('media').set({ machine_id: to }).where('machine_id', '=', from),
);

/** What a key is worth to a machine. `key`: of this medium of its own; `revoked`: of one that counts no more; `wrong`: of none. */
export type KeyWorth =
  | { readonly kind: 'key' | 'revoked'; readonly medium: number }
  | { readonly kind: 'wrong' };

/** @param hash of the key that was shown */
export function* worthOfKey(machineId: number, hash: string): Reading<KeyWorth> {
  const known = yield* readAll(keysOf, { machineId });
  const own = known.find(({ key_hash: kept }) => kept !== null && isSameHash(kept, hash));
  if (own === undefined) return { kind: 'wrong' };
  return { kind: own.revoked_at_ms === null ? 'key' : 'revoked', medium: own.id };
}

/** A medium of a machine whose key counts; null: it has none. */
export function* keyedMediumOf(machineId: number): Reading<number | null> {
  return (yield* readFirst(liveKeyOf, { machineId }))?.id ?? null;
}

/** The media of one machine, with their keys, become those of another. */
export function* moveMedia(from: number, to: number): Writing<void> {
  yield* change(moveRows, { from, to });
}
