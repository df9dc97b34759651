import { change, statement } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { bootNumbersOf } from './boot-index.ts';

const atOnce = 1000;

const moveBoot = statement<{ number: number; to: number }>()((query, { number, to }) =>
  query.updateTable('boots').set({ machine_id: to }).where('number', '=', number),
);
const moveIndexed = statement<{ from: number; number: number; to: number }>()((query, { from, number, to }) =>
  query
    .updateTable('boot_index')
    .set({ machine_id: to })
    .where('machine_id', '=', from)
    .where('number', '=', number),
);
const endBootId = statement<{ number: number }>()((query, { number }) =>
  query.deleteFrom('boot_ids').where('boot_number', '=', number),
);
const moveGrants = statement<{ from: number; to: number }>()((query, { from, to }) =>
  query.updateTable('grants').set({ machine_id: to }).where('machine_id', '=', from),
);

/**
 * Boots and grants of one machine become those of another. Its boot ids end: they were given out to a machine that is
 * no more, and must not speak for the other.
 */
export function* moveHistory(from: number, to: number): Writing<void> {
  yield* change(moveGrants, { from, to });
  for (;;) {
    const numbers = yield* bootNumbersOf(from, atOnce);
    for (const number of numbers) {
      yield* change(endBootId, { number });
      yield* change(moveBoot, { number, to });
      yield* change(moveIndexed, { from, number, to });
    }
    if (numbers.length < atOnce) return;
  }
}
