import { change, statement } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { bootNumbersOf } from './boot-index.ts';

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
    for (const number of numbers) {
      for (const removal of removals) yield* change(removal, { number });
      yield* change(removeIndexed, { machineId, number });
    }
    if (numbers.length < atOnce) return;
  }
}
