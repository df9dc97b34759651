import { identifiersOf, identityIn } from './machine-identity.ts';
import type { Identity, KnownIdentifier } from './machine-identity.ts';

export type Identification =
  | { readonly kind: 'known'; readonly machineId: number }
  /** Nothing in the request belongs to anybody: a new machine. */
  | { readonly kind: 'unknown' }
  /** The request carries nothing that identifies a machine. */
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'conflict'; readonly machineIds: readonly number[]; readonly why: string };

/**
 * Who is asking (rule 2). A request is machine A only if it carries a MAC of A (or A has none yet), contradicts
 * neither A's UUID nor its serial, and nothing in it belongs to another machine.
 *
 * @param known every identifier of every machine that shares one with the request
 */
export function identifyMachine(asked: Identity, known: readonly KnownIdentifier[]): Identification {
  const presented = identifiersOf(asked);
  if (presented.length === 0) return { kind: 'anonymous' };
  const owners = ownersOf(presented, known);
  const [machineId, other] = owners;
  if (machineId === undefined) return { kind: 'unknown' };
  if (other !== undefined) {
    const whose = owners.map((id) => describeShared(id, presented, known)).join('; ');
    return {
      kind: 'conflict',
      machineIds: owners,
      why: `it carries identifiers of several machines: ${whose}`,
    };
  }
  const own = known.filter((row) => row.machineId === machineId);
  const why = contradiction(asked, identityIn(own));
  return why ? { kind: 'conflict', machineIds: [machineId], why } : { kind: 'known', machineId };
}

type Presented = ReturnType<typeof identifiersOf>;

function ownersOf(presented: Presented, known: readonly KnownIdentifier[]): number[] {
  const owners = known.filter((row) => isAmong(row, presented)).map((row) => row.machineId);
  return [...new Set(owners)].sort((a, b) => a - b);
}

function isAmong(row: KnownIdentifier, presented: Presented): boolean {
  return presented.some(({ kind, value }) => kind === row.kind && value === row.value);
}

function describeShared(id: number, presented: Presented, known: readonly KnownIdentifier[]): string {
  const shared = known.filter((row) => row.machineId === id && isAmong(row, presented));
  return `${shared.map(({ kind, value }) => `${kind} ${value}`).join(', ')} of machine ${id}`;
}

function contradiction(asked: Identity, own: Identity): string | undefined {
  if (own.macs.length > 0 && !asked.macs.some((mac) => own.macs.includes(mac))) {
    return `it carries none of the MACs ${own.macs.join(', ')}`;
  }
  if (own.uuid && asked.uuid && own.uuid !== asked.uuid) {
    return `its UUID is ${asked.uuid}, known is ${own.uuid}`;
  }
  if (own.serial && asked.serial && own.serial !== asked.serial) {
    return `its serial is ${asked.serial}, known is ${own.serial}`;
  }
  return undefined;
}
