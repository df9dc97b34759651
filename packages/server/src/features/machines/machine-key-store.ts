import { change, readAll, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isSameHash } from '../../platform/boot-id.ts';

const keysOf = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('media')
    .select('key_hash')
    .where('machine_id', '=', machineId)
    .where('key_hash', 'is not', null)
    .where('revoked_at_ms', 'is', null),
);

const moveRows = statement<{ from: number; to: number }>()((query, { from, to }) =>
  query.updateTable('media').set({ machine_id: to }).where('machine_id', '=', from),
);

/** Whether this is the hash of the key of a medium that was made for this machine and not revoked. */
export function* isKeyOf(machineId: number, hash: string): Reading<boolean> {
  const known = yield* readAll(keysOf, { machineId });
  return known.some(({ key_hash: own }) => own !== null && isSameHash(own, hash));
}

/** Whether a machine has a medium whose key counts. */
export function* hasKey(machineId: number): Reading<boolean> {
  return (yield* readAll(keysOf, { machineId })).length > 0;
}

/** The media of one machine, with their keys, become those of another. */
export function* moveMedia(from: number, to: number): Writing<void> {
  yield* change(moveRows, { from, to });
}
