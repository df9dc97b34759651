import { LostRace, change, readFirst, statement } from './work.ts';
import type { Reading, Writing } from './work.ts';

const row = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('watermarks').select('number').where('name', '=', name),
);
const insertRow = statement<{ name: string; number: number }>()((query, { name, number }) =>
  query.insertInto('watermarks').values({ name, number }),
);
const move = statement<{ name: string; from: number; to: number }>()((query, { name, from, to }) =>
  query.updateTable('watermarks').set({ number: to }).where('name', '=', name).where('number', '=', from),
);

/** How far the job of this name has come; 0: nowhere yet. */
export function* watermark(name: string): Reading<number> {
  return (yield* readFirst(row, { name }))?.number ?? 0;
}

/** @throws LostRace when the same job on another server has moved it meanwhile */
export function* moveWatermark(name: string, from: number, to: number): Writing<void> {
  const moved = yield* change(move, { name, from, to });
  if (moved === 1) return;
  if (from !== 0) throw new LostRace(`another server moved the watermark ${name}`);
  yield* change(insertRow, { name, number: to });
}
