import { bySize, idsIn, inParts } from '../../database/in-parts.ts';
import { moveWatermark, watermark } from '../../database/watermark.ts';
import { change, now, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/**
 * Which boots are a machine's. A boot is written at the end of one table and nowhere else: an index by machine would
 * touch another page for each machine, and in a storm that costs as much as all the rest (npm run bench). The index
 * is therefore brought up to date behind the machines' backs, in batches; what it does not have yet is the newest
 * end of `boots` and is read from there. Nothing is ever missing from what these functions say.
 */
const batchRows = 1000;
/** On a server database a lower number can become visible after a higher one; not this long after. */
const settleMs = 10_000;
const mark = 'boot_index';

type Indexed = { readonly number: number; readonly machineId: number };

const insertRows = bySize((size) =>
  statement<Readonly<Record<string, number>>>()((query, values) =>
    query.insertInto('boot_index').values(
      idsIn(values, size).map((number, index) => ({
        machine_id: values[`machine${index}`] as number,
        number,
      })),
    ),
  ),
);

/** The numbers of a machine's newest boots, newest first; of those before a number, if one is given. */
export function* bootNumbersOf(
  machineId: number,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): Reading<readonly number[]> {
  const from = yield* watermark(mark);
  const tail = yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .select('number')
      .where('number', '>', from)
      .where('number', '<', before)
      .where('machine_id', '=', machineId)
      .orderBy('number', 'desc')
      .limit(limit),
  );
  const indexed = yield* readQuery((query) =>
    query
      .selectFrom('boot_index')
      .select('number')
      .where('machine_id', '=', machineId)
      .where('number', '<', before)
      .orderBy('number', 'desc')
      .limit(limit),
  );
  return [...tail, ...indexed].map(({ number }) => number).slice(0, limit);
}

/** The number of the newest boot of each of these machines that ever booted. */
export function* newestBootNumbers(machineIds: readonly number[]): Reading<ReadonlyMap<number, number>> {
  const newest = new Map<number, number>();
  if (machineIds.length === 0) return newest;
  const from = yield* watermark(mark);
  const indexed = yield* readQuery((query) =>
    query
      .selectFrom('boot_index')
      .select(['machine_id', ({ fn }) => fn.max('number').as('number')])
      .where('machine_id', 'in', [...machineIds])
      .groupBy('machine_id'),
  );
  const tail = yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .select(['machine_id', ({ fn }) => fn.max('number').as('number')])
      .where('number', '>', from)
      .where('machine_id', 'in', [...machineIds])
      .groupBy('machine_id'),
  );
  for (const { machine_id, number } of [...indexed, ...tail]) {
    if (machine_id !== null) newest.set(machine_id, number);
  }
  return newest;
}

/** Take the next boots into the index. @returns how many; fewer than a batch: it is up to date */
export function* indexBoots(): Writing<number> {
  const from = yield* watermark(mark);
  const before = (yield* now()) - settleMs;
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .select(['number', 'machine_id', 'at_ms'])
      .where('number', '>', from)
      .orderBy('number')
      .limit(batchRows),
  );
  const young = rows.findIndex(({ at_ms }) => at_ms > before);
  const settled = young === -1 ? rows : rows.slice(0, young);
  const last = settled.at(-1);
  if (last === undefined) return 0;
  // First: another server that does the same waits here, and begins behind it.
  yield* moveWatermark(mark, from, last.number);
  const own = settled.flatMap(({ number, machine_id }) =>
    machine_id === null ? [] : [{ number, machineId: machine_id }],
  );
  yield* insertAll(own.sort((a, b) => a.machineId - b.machineId));
  return settled.length;
}

function* insertAll(rows: readonly Indexed[]): Writing<void> {
  const machineOf = new Map(rows.map(({ number, machineId }) => [number, machineId]));
  for (const { size, ids } of inParts(rows.map(({ number }) => number))) {
    const machines = Object.entries(ids).map(([id, number]) => [
      id.replace('id', 'machine'),
      machineOf.get(number) ?? 0,
    ]);
    yield* change(insertRows(size), { ...ids, ...(Object.fromEntries(machines) as Record<string, number>) });
  }
}
