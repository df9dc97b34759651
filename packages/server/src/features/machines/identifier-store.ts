import { change, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { identifiersOf } from './machine-identity.ts';
import type { IdentifierKind, Identity, KnownIdentifier } from './machine-identity.ts';

/** `/bootstrap` carries net0 to net7 and dhcp_mac. */
const macsInRequest = 9;

type MacName = `mac${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;
type Presented = Record<MacName, string | null> & { uuid: string | null; serial: string | null };

/** Every identifier of every machine that shares one with the request, in one look-up by the key. */
const sharing = statement<Presented>()((query, asked) =>
  query
    .selectFrom('identifiers as shared')
    .innerJoin('identifiers as own', 'own.machine_id', 'shared.machine_id')
    .select(['own.kind', 'own.value', 'own.machine_id'])
    .where((where) =>
      where.or([
        where.and([
          where('shared.kind', '=', 'mac'),
          where(
            'shared.value',
            'in',
            macNames.map((name) => asked[name] as string),
          ),
        ]),
        where.and([where('shared.kind', '=', 'uuid'), where('shared.value', '=', asked.uuid as string)]),
        where.and([where('shared.kind', '=', 'serial'), where('shared.value', '=', asked.serial as string)]),
      ]),
    ),
);
const macNames = Array.from({ length: macsInRequest }, (_, index) => `mac${index}` as MacName);

const ofMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('identifiers')
    .selectAll()
    .where('machine_id', '=', machineId)
    .orderBy('kind')
    .orderBy('value'),
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

export function* identifiersSharedWith(asked: Identity): Reading<readonly KnownIdentifier[]> {
  const macs = Object.fromEntries(macNames.map((name, index) => [name, asked.macs[index] ?? null]));
  const rows = yield* readAll(sharing, {
    ...(macs as Record<MacName, string | null>),
    uuid: asked.uuid,
    serial: asked.serial,
  });
  return rows.map(({ kind, value, machine_id }) => ({ kind, value, machineId: machine_id }));
}

export function* identityOf(machineId: number): Reading<Identity> {
  const rows = yield* readAll(ofMachine, { machineId });
  return {
    macs: rows.filter(({ kind }) => kind === 'mac').map(({ value }) => value),
    uuid: rows.find(({ kind }) => kind === 'uuid')?.value ?? null,
    serial: rows.find(({ kind }) => kind === 'serial')?.value ?? null,
  };
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
