import { change, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import { identifiersOf, identityIn } from './machine-identity.ts';
import type { IdentifierKind, Identity } from './machine-identity.ts';

const ofMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('identifiers').select(['kind', 'value']).where('machine_id', '=', machineId),
);
const ownerOf = statement<{ kind: IdentifierKind; value: string }>()((query, { kind, value }) =>
  query.selectFrom('identifiers').select('machine_id').where('kind', '=', kind).where('value', '=', value),
);
const insertRow = statement<{ kind: IdentifierKind; value: string; machineId: number }>()(
  (query, { kind, value, machineId }) =>
    query.insertInto('identifiers').values({ kind, value, machine_id: machineId }),
);
const deleteRow = statement<{ kind: IdentifierKind; value: string; machineId: number }>()(
  (query, { kind, value, machineId }) =>
    query
      .deleteFrom('identifiers')
      .where('kind', '=', kind)
      .where('value', '=', value)
      .where('machine_id', '=', machineId),
);
const deleteAll = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('identifiers').where('machine_id', '=', machineId),
);

export function* identityOf(machineId: number): Reading<Identity> {
  return identityIn(yield* readAll(ofMachine, { machineId }));
}

export function* identitiesOf(machineIds: readonly number[]): Reading<ReadonlyMap<number, Identity>> {
  const rows = yield* readInParts(machineIds, (query, some) =>
    query.selectFrom('identifiers').selectAll().where('machine_id', 'in', some),
  );
  const byMachine = Map.groupBy(rows, ({ machine_id }) => machine_id);
  return new Map([...byMachine].map(([id, own]) => [id, identityIn(own)]));
}

/** Whom an identifier belongs to. */
export function* machineOwning(kind: IdentifierKind, value: string): Reading<number | undefined> {
  return (yield* readFirst(ownerOf, { kind, value }))?.machine_id;
}

/** The caller has made sure that nobody owns them; the unique key makes sure again. */
export function* addIdentifiers(machineId: number, identity: Identity): Writing<void> {
  for (const { kind, value } of identifiersOf(identity)) yield* change(insertRow, { kind, value, machineId });
}

export function* removeIdentifier(machineId: number, kind: IdentifierKind, value: string): Writing<boolean> {
  return (yield* change(deleteRow, { kind, value, machineId })) > 0;
}

export function* removeAllIdentifiers(machineId: number): Writing<void> {
  yield* change(deleteAll, { machineId });
}
