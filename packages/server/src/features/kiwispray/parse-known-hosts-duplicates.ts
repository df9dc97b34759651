import { identifiersOf } from '../machines/machine-identity.ts';

/** A host with where it stands in the file. */
export type PlacedHost = {
  readonly where: string;
  readonly host: {
    readonly id: number;
    readonly macs: readonly string[];
    readonly serial: string | null;
    readonly uuid: string | null;
  };
};

/** What two hosts both claim. KIWIspray answered such machines with an error page; here they would be in conflict. */
export function findDuplicates(hosts: readonly PlacedHost[]): string[] {
  const owners = new Map<string, PlacedHost>();
  return hosts.flatMap((placed) =>
    claimsOf(placed).flatMap((claim) => {
      const owner = owners.get(claim);
      if (owner === undefined) owners.set(claim, placed);
      return owner === undefined || owner === placed
        ? []
        : [
            `${owner.where} and ${placed.where} both have the ${claim}: remove it from the one it does not belong to`,
          ];
    }),
  );
}

function claimsOf({ host }: PlacedHost): string[] {
  const identifiers = identifiersOf(host).map(({ kind, value }) => `${kindWords[kind]} ${value}`);
  return [`id ${host.id}`, ...identifiers];
}

const kindWords = { mac: 'MAC', uuid: 'UUID', serial: 'serial' } as const;
