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

/** One machine's own; MACs in alphabetical order, because rows come in the database's own. */
export function identityIn(own: readonly Pick<KnownIdentifier, 'kind' | 'value'>[]): Identity {
  return {
    macs: own
      .filter(({ kind }) => kind === 'mac')
      .map(({ value }) => value)
      .sort(),
    uuid: own.find(({ kind }) => kind === 'uuid')?.value ?? null,
    serial: own.find(({ kind }) => kind === 'serial')?.value ?? null,
  };
}

export function identifiersOf(identity: Identity): { kind: IdentifierKind; value: string }[] {
  return [
    ...identity.macs.map((value) => ({ kind: 'mac' as const, value })),
    ...(identity.uuid ? [{ kind: 'uuid' as const, value: identity.uuid }] : []),
    ...(identity.serial ? [{ kind: 'serial' as const, value: identity.serial }] : []),
  ];
}
