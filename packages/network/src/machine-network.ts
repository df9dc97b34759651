import type { Ipv4Addressing, Ipv6Addressing } from './boot-network.ts';
import type { BondMode } from './network-document.ts';

/** A network card; `name`: what the installed system's kernel calls it. */
export type Card = { readonly mac: string; readonly name: string | null };

/** Addresses and the VLAN that they are in. */
export type Place = {
  readonly vlan: number | null;
  readonly ipv4: Ipv4Addressing | null;
  readonly ipv6: Ipv6Addressing | null;
};

export type Bond = {
  readonly kind: 'bond';
  readonly name: string;
  readonly mode: BondMode;
  readonly members: readonly Card[];
  /** What iPXE uses on one of the members; null: what the bond has. */
  readonly meanwhile: Place | null;
};

/** Null: not known; of a machine with one interface it is the card that iPXE comes up with. */
export type SingleCard = { readonly kind: 'card'; readonly mac: string | null; readonly name: string | null };

/** Where a machine has addresses: on a card or a bond, perhaps in a VLAN. */
export type NetworkInterface = Place & { readonly on: SingleCard | Bond; readonly mtu: number | null };

/** How a machine is attached. Addresses and MACs are in their shortest spelling, lower case. */
export type MachineNetwork = {
  readonly interfaces: readonly NetworkInterface[];
  readonly boot: {
    /** One of `interfaces`: the one that reaches the server. */
    readonly interface: NetworkInterface;
    /** The card that iPXE uses; null: the one that it comes up with. */
    readonly mac: string | null;
  };
  readonly dns: readonly string[];
  readonly search: readonly string[];
};
