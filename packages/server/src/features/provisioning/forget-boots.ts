import { change, statement } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { bootNumbersOf } from './boot-index.ts';
import { forgetWaiting } from './waiting-machine-store.ts';

const atOnce = 1000;

const removals = [
  statement<{ number: number }>()((query, { number }) =>
    query.deleteFrom('callbacks').where('boot_number', '=', number),
  ),
  statement<{ number: number }>()((query, { number }) =>
    query.deleteFrom('fetched_files').where('boot_number', '=', number),
  ),
  statement<{ number: number }>()((query, { number }) =>
    query.deleteFrom('boot_ids').where('boot_number', '=', number),
  ),
  statement<{ number: number }>()((query, { number }) =>
    query.deleteFrom('boot_log_lines').where('boot_number', '=', number),
  ),
  statement<{ number: number }>()((query, { number }) =>
    query.deleteFrom('boot_logs').where('boot_number', '=', number),
  ),
  statement<{ number: number }>()((query, { number }) =>
    query.deleteFrom('boots').where('number', '=', number),
  ),
];
const removeIndexed = statement<{ machineId: number; number: number }>()((query, { machineId, number }) =>
  query.deleteFrom('boot_index').where('machine_id', '=', machineId).where('number', '=', number),
);

/** Every boot of a machine and what hangs on it. */
export function* forgetBoots(machineId: number): Writing<void> {
  for (;;) {
    const numbers = yield* bootNumbersOf(machineId, atOnce);
    yield* removeBoots(numbers.map((number) => ({ number, machineId })));
    if (numbers.length < atOnce) break;
  }
  yield* forgetWaiting(machineId);
}

/** These boots and what hangs on them. */
export function* removeBoots(
  boots: readonly { readonly number: number; readonly machineId: number | null }[],
): Writing<void> {
  for (const { number, machineId } of boots) {
    for (const removal of removals) yield* change(removal, { number });
    if (machineId !== null) yield* change(removeIndexed, { machineId, number });
  }
}
