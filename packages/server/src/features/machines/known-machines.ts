import { readAll, readTogether, reading, statement } from '../../database/work.ts';
import type { Query, Reading } from '../../database/work.ts';
import { identifiersOf } from './machine-identity.ts';
import type { IdentifierKind, Identity, KnownIdentifier } from './machine-identity.ts';
import type { MachineRecord } from './machine-record.ts';
import { machineOfRow } from './machine-store.ts';

type One = { readonly kind: IdentifierKind; readonly value: string };

/** Of whoever has this one. The owner is asked for inside: SQLite is three times as fast at that as at a join. */
const identifiersOfOwner = statement<One>()((query, one) =>
  query
    .selectFrom('identifiers')
    .select(['machine_id', 'kind', 'value'])
    .where('machine_id', '=', ownerOf(query, one)),
);
const owner = statement<One>()((query, one) =>
  query.selectFrom('machines').selectAll().where('id', '=', ownerOf(query, one)),
);

function ownerOf(query: Query, { kind, value }: One) {
  return query
    .selectFrom('identifiers as asked')
    .select('asked.machine_id')
    .where('asked.kind', '=', kind)
    .where('asked.value', '=', value);
}

/** What is known of those that share an identifier with who asks. */
export type Known = {
  /** Every identifier of every one of them. */
  readonly identifiers: readonly KnownIdentifier[];
  /** Whom the first identifier belongs to, if that was read: nearly always the machine that asks. */
  readonly first?: MachineRecord | undefined;
};

/** A machine that comes as it always came is found by one question, and read at once with it. */
export function* knownOf(asked: Identity): Reading<Known> {
  const [first, ...rest] = identifiersOf(asked);
  if (first === undefined) return { identifiers: [] };
  const [rows, [machine]] = yield* readTogether(reading(identifiersOfOwner, first), reading(owner, first));
  const identifiers = yield* addOwnersOf(rest, rows.map(identifierOfRow));
  return { identifiers, first: machine && machineOfRow(machine) };
}

/** What is known already of a machine found is not looked up again. */
function* addOwnersOf(
  rest: readonly One[],
  found: readonly KnownIdentifier[],
): Reading<readonly KnownIdentifier[]> {
  const known = [...found];
  for (const one of rest) {
    if (known.some(({ kind, value }) => kind === one.kind && value === one.value)) continue;
    known.push(...(yield* readAll(identifiersOfOwner, one)).map(identifierOfRow));
  }
  return known;
}

type Row = One & { readonly machine_id: number };

function identifierOfRow({ kind, value, machine_id }: Row): KnownIdentifier {
  return { kind, value, machineId: machine_id };
}
