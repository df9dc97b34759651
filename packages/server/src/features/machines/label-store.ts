import { bySize, idsIn, inParts } from '../../database/in-parts.ts';
import { change, readAll, statement } from '../../database/work.ts';
import type { Reading, SqlValue, Writing } from '../../database/work.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import { queueForRules, queueManyForRules } from './rule-queue-store.ts';

type Labels = Readonly<Record<string, string>>;

const ofMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('labels').select(['name', 'value']).where('machine_id', '=', machineId).orderBy('name'),
);
const insertRow = statement<{ machineId: number; name: string; value: string }>()(
  (query, { machineId, name, value }) =>
    query.insertInto('labels').values({ machine_id: machineId, name, value }),
);
const deleteRow = statement<{ machineId: number; name: string }>()((query, { machineId, name }) =>
  query.deleteFrom('labels').where('machine_id', '=', machineId).where('name', '=', name),
);

export function* labelsOf(machineId: number): Reading<Labels> {
  const rows = yield* readAll(ofMachine, { machineId });
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

export function* labelsOfAll(machineIds: readonly number[]): Reading<ReadonlyMap<number, Labels>> {
  const byMachine = new Map<number, Record<string, string>>(machineIds.map((id) => [id, {}]));
  const rows = yield* readInParts(machineIds, (query, some) =>
    query.selectFrom('labels').selectAll().where('machine_id', 'in', some).orderBy('name'),
  );
  for (const { machine_id, name, value } of rows) {
    const labels = byMachine.get(machine_id);
    if (labels) labels[name] = value;
  }
  return byMachine;
}

/** Sets the labels given; an empty value removes one. */
export function* setLabels(machineId: number, labels: Labels): Writing<void> {
  for (const [name, value] of Object.entries(labels)) {
    yield* change(deleteRow, { machineId, name });
    if (value !== '') yield* change(insertRow, { machineId, name, value });
  }
  if (Object.keys(labels).length > 0) yield* queueForRules(machineId);
}

/** The same labels for many machines, written together; an empty value removes one. */
export function* setLabelsOfAll(machineIds: readonly number[], labels: Labels): Writing<void> {
  for (const { size, ids } of inParts(machineIds)) {
    const { remove, add } = statementsFor(size);
    for (const [name, value] of Object.entries(labels)) {
      yield* change(remove, { ...ids, name });
      if (value !== '') yield* change(add, { ...ids, name, value });
    }
  }
  yield* queueManyForRules(machineIds);
}

type Named = Record<string, SqlValue>;

const statementsFor = bySize((size) => ({
  remove: statement<Named>()((query, values) =>
    query
      .deleteFrom('labels')
      .where('machine_id', 'in', idsIn(values, size))
      .where('name', '=', values['name'] as string),
  ),
  add: statement<Named>()((query, values) =>
    query
      .insertInto('labels')
      .columns(['machine_id', 'name', 'value'])
      .expression((from) =>
        from
          .selectFrom('machines')
          .select((row) => [
            'id',
            row.val(values['name'] as string).as('name'),
            row.val(values['value'] as string).as('value'),
          ])
          .where('id', 'in', idsIn(values, size)),
      ),
  ),
}));

export function* removeAllLabels(machineId: number): Writing<void> {
  yield* setLabels(
    machineId,
    Object.fromEntries(Object.keys(yield* labelsOf(machineId)).map((name) => [name, ''])),
  );
}
