import type { FactValue, Facts } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { MachineFactsTable } from '../../database/tables.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import { change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/** What was found of a machine, from `atMs` until it was something else. */
export type FactsRecord = {
  readonly id: number;
  readonly machineId: number;
  readonly bootNumber: number | null;
  readonly atMs: number;
  /** When the same was found last. */
  readonly seenAtMs: number;
  readonly differences: readonly string[];
  readonly facts: Facts;
};

/** So many are kept of each machine, the newest. */
export const keptReports = 100;

const newest = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('machine_facts')
    .selectAll()
    .where('machine_id', '=', machineId)
    .orderBy('id', 'desc')
    .limit(1),
);
const all = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('machine_facts').selectAll().where('machine_id', '=', machineId).orderBy('id', 'desc'),
);
const idsOf = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('machine_facts').select('id').where('machine_id', '=', machineId).orderBy('id', 'desc'),
);
const insertRow = statement<Omit<Selectable<MachineFactsTable>, 'id'>>()(
  (query, { machine_id, boot_number, at_ms, seen_at_ms, differences_json, facts_json }) =>
    query
      .insertInto('machine_facts')
      .values({ machine_id, boot_number, at_ms, seen_at_ms, differences_json, facts_json }),
  'id',
);
const seenAgain = statement<{ id: number; seenAtMs: number; factsJson: string }>()(
  (query, { id, seenAtMs, factsJson }) =>
    query
      .updateTable('machine_facts')
      .set({ seen_at_ms: seenAtMs, facts_json: factsJson })
      .where('id', '=', id),
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('machine_facts').where('id', '=', id),
);
const deleteRows = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('machine_facts').where('machine_id', '=', machineId),
);
const moveRows = statement<{ from: number; to: number }>()((query, { from, to }) =>
  query.updateTable('machine_facts').set({ machine_id: to }).where('machine_id', '=', from),
);
const insertValue = statement<{ machineId: number; name: string; value: string; number: number | null }>()(
  (query, { machineId, name, value, number }) =>
    query.insertInto('fact_values').values({ machine_id: machineId, name, value, number }),
);
const deleteValues = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('fact_values').where('machine_id', '=', machineId),
);

/** The newest. @returns undefined when nothing was ever found of it */
export function* findFacts(machineId: number): Reading<FactsRecord | undefined> {
  const row = yield* readFirst(newest, { machineId });
  return row && factsOfRow(row);
}

/** Of each of these machines of which anything was found, what was found last. */
export function* factValuesOfAll(
  machineIds: readonly number[],
): Reading<ReadonlyMap<number, readonly FactValue[]>> {
  const rows = yield* readInParts(machineIds, (query, some) =>
    query.selectFrom('fact_values').selectAll().where('machine_id', 'in', some),
  );
  const values = Map.groupBy(rows, ({ machine_id }) => machine_id);
  return values as ReadonlyMap<number, readonly FactValue[]>;
}

/** All that is kept, newest first. */
export function* listFacts(machineId: number): Reading<readonly FactsRecord[]> {
  return (yield* readAll(all, { machineId })).map(factsOfRow);
}

export function* insertFacts({
  machineId,
  bootNumber,
  atMs,
  differences,
  facts,
}: Omit<FactsRecord, 'id' | 'seenAtMs'>): Writing<void> {
  yield* insert(insertRow, {
    ...{ machine_id: machineId, boot_number: bootNumber, at_ms: atMs, seen_at_ms: atMs },
    ...{ differences_json: JSON.stringify(differences), facts_json: JSON.stringify(facts) },
  });
  const ids = yield* readAll(idsOf, { machineId });
  for (const { id } of ids.slice(keptReports)) yield* change(deleteRow, { id });
}

/** The same was found again, but for what comes and goes by itself. */
export function* noteSeenAgain({ id }: FactsRecord, facts: Facts, seenAtMs: number): Writing<void> {
  yield* change(seenAgain, { id, seenAtMs, factsJson: JSON.stringify(facts) });
}

export function* replaceFactValues(machineId: number, values: readonly FactValue[]): Writing<void> {
  yield* change(deleteValues, { machineId });
  for (const { name, value, number } of values)
    yield* change(insertValue, { machineId, name, value, number });
}

export function* removeFactsOf(machineId: number): Writing<void> {
  yield* change(deleteRows, { machineId });
  yield* change(deleteValues, { machineId });
}

/** Reports only: the values to look for are made anew, see record-facts.ts. */
export function* moveFacts(from: number, to: number): Writing<void> {
  yield* change(moveRows, { from, to });
  yield* change(deleteValues, { machineId: from });
}

function factsOfRow(row: Selectable<MachineFactsTable>): FactsRecord {
  return {
    id: row.id,
    machineId: row.machine_id,
    bootNumber: row.boot_number,
    atMs: row.at_ms,
    seenAtMs: row.seen_at_ms,
    differences: JSON.parse(row.differences_json) as string[],
    facts: JSON.parse(row.facts_json) as Facts,
  };
}
