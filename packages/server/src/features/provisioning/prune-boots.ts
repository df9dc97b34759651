import { moveWatermark, watermark } from '../../database/watermark.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { removeBoots } from './forget-boots.ts';

/** So many rows are looked at in one transaction: it must not keep machines waiting. */
const batchRows = 200;
const batchMachines = 50;

const ageMark = 'history_by_age';
const strangersMark = 'history_of_nobody';
/** A boot is removed when everybody who reads all of them has read it: the index, and the counts of what is booted. */
const readers = ['boot_index', 'boot_counts'] as const;

type Candidate = { readonly number: number; readonly machineId: number | null };
export type Pruned = { readonly looked: number; readonly removed: number };

/** Removes the next boots that are older than `keepMs`, but what {@link indispensable} says. */
export function* pruneOldBoots(keepMs: number): Writing<Pruned> {
  return yield* pruneNext(ageMark, keepMs, () => true);
}

/** Removes the next boots of no known machine that are older than `keepMs`. */
export function* pruneBootsOfNobody(keepMs: number): Writing<Pruned> {
  return yield* pruneNext(strangersMark, keepMs, ({ machineId }) => machineId === null);
}

/** Boots come in the order of their time: what lies before the first young one is old. */
function* pruneNext(
  mark: string,
  keepMs: number,
  isWanted: (candidate: Candidate) => boolean,
): Writing<Pruned> {
  if (keepMs === Infinity) return { looked: 0, removed: 0 };
  const from = yield* watermark(mark);
  const before = (yield* now()) - keepMs;
  const upTo = yield* readByAll();
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .select(['number', 'machine_id as machineId', 'at_ms as atMs'])
      .where('number', '>', from)
      .where('number', '<=', upTo)
      .orderBy('number')
      .limit(batchRows),
  );
  const young = rows.findIndex(({ atMs }) => atMs >= before);
  const old = young === -1 ? rows : rows.slice(0, young);
  const last = old.at(-1);
  if (last === undefined) return { looked: 0, removed: 0 };
  yield* moveWatermark(mark, from, last.number);
  const removed = yield* removeDispensable(old.filter(isWanted));
  return { looked: old.length, removed };
}

/**
 * Removes what the next machines have above `most` boots, but what {@link indispensable} says.
 * @returns the last machine that was looked at; null: there are no more
 */
export function* pruneBootsAbove(
  most: number,
  afterMachine: number,
): Writing<{ readonly removed: number; readonly machine: number | null }> {
  const machines = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .select('id')
      .where('id', '>', afterMachine)
      .orderBy('id')
      .limit(batchMachines),
  );
  const ids = machines.map(({ id }) => id);
  const last = ids.at(-1);
  if (last === undefined) return { removed: 0, machine: null };
  const counts = yield* readQuery((query) =>
    query
      .selectFrom('boot_index')
      .select(['machine_id as id', ({ fn }) => fn.countAll<number>().as('boots')])
      .where('machine_id', 'in', ids)
      .groupBy('machine_id'),
  );
  const [first] = counts.filter(({ boots }) => boots > most).toSorted((a, b) => a.id - b.id);
  if (first === undefined) return { removed: 0, machine: last };
  const removed = yield* removeDispensable(yield* oldestBoots(first.id, first.boots - most));
  // This one may have more; one that keeps all that is too much is not looked at again.
  const isDone = first.boots - most <= batchRows || removed === 0;
  return { removed, machine: isDone ? first.id : first.id - 1 };
}

function* oldestBoots(machineId: number, count: number): Reading<readonly Candidate[]> {
  const upTo = yield* readByAll();
  return yield* readQuery((query) =>
    query
      .selectFrom('boot_index')
      .select(['number', 'machine_id as machineId'])
      .where('machine_id', '=', machineId)
      .where('number', '<=', upTo)
      .orderBy('number')
      .limit(Math.min(count, batchRows)),
  );
}

function* readByAll(): Reading<number> {
  let least = Infinity;
  for (const mark of readers) least = Math.min(least, yield* watermark(mark));
  return least;
}

function* removeDispensable(candidates: readonly Candidate[]): Writing<number> {
  if (candidates.length === 0) return 0;
  const kept = yield* indispensable(candidates);
  const gone = candidates.filter(({ number }) => !kept.has(number));
  yield* removeBoots(gone);
  return gone.length;
}

/** The newest boot of a machine, the newest that has started, and those of its live grant: they still decide. */
function* indispensable(candidates: readonly Candidate[]): Reading<ReadonlySet<number>> {
  const ids = [...new Set(candidates.flatMap(({ machineId }) => (machineId === null ? [] : [machineId])))];
  if (ids.length === 0) return new Set();
  const machines = yield* readQuery((query) =>
    query.selectFrom('machines').select(['started_boot', 'grant_id']).where('id', 'in', ids),
  );
  const newest = yield* readQuery((query) =>
    query
      .selectFrom('boot_index')
      .select(({ fn }) => fn.max('number').as('number'))
      .where('machine_id', 'in', ids)
      .groupBy('machine_id'),
  );
  const grants = machines.flatMap(({ grant_id }) => (grant_id === null ? [] : [grant_id]));
  const numbers = candidates.map(({ number }) => number);
  const granted =
    grants.length === 0
      ? []
      : yield* readQuery((query) =>
          query
            .selectFrom('boots')
            .select('number')
            .where('number', 'in', numbers)
            .where('grant_id', 'in', grants),
        );
  const started = machines.flatMap(({ started_boot }) => (started_boot === null ? [] : [started_boot]));
  return new Set([...started, ...newest.map(({ number }) => number), ...granted.map(({ number }) => number)]);
}
