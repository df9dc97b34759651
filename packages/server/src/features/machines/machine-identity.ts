/** What makes a machine itself. Canonical: MACs and UUID in lower case, serial in upper case and trimmed. */
export type Identity = {
  readonly macs: readonly string[];
  readonly uuid: string | null;
  readonly serial: string | null;
};

export type IdentifierKind = 'mac' | 'uuid' | 'serial';

/** A row of `identifiers`: what belongs to which machine. */
export type KnownIdentifier = {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly machineId: number;
};

export function identifiersOf(identity: Identity): { kind: IdentifierKind; value: string }[] {
  return [
    ...identity.macs.map((value) => ({ kind: 'mac' as const, value })),
    ...(identity.uuid ? [{ kind: 'uuid' as const, value: identity.uuid }] : []),
    ...(identity.serial ? [{ kind: 'serial' as const, value: identity.serial }] : []),
  ];
}
