/** How iPXE brings a machine into its network by one card. Addresses are in their shortest spelling, lower case. */
export type BootNetwork = {
  /** The card to use, on whatever port it is found; null: each port that has a link, in turn. */
  readonly mac: string | null;
  /** The 802.1Q tag of the machine's network; null: the port is not tagged. */
  readonly vlan: number | null;
  readonly ipv4: Ipv4Addressing | null;
  readonly ipv6: Ipv6Addressing | null;
  /** Name servers, of both families. */
  readonly dns: readonly string[];
};

export type StaticAddress = {
  readonly kind: 'static';
  readonly address: string;
  readonly prefixLength: number;
  /** Null: nothing but its own network is reached. */
  readonly gateway: string | null;
};
export type Ipv4Addressing = StaticAddress | { readonly kind: 'dhcp' };
/** `slaac`: what the routers of the network announce, DHCPv6 included where they ask for it. */
export type Ipv6Addressing = StaticAddress | { readonly kind: 'slaac' };

/** A network as people write it: on a command line, in a column of a CSV file, in a machine's record. */
export type NetworkText = {
  /** `192.0.2.10/24`, `192.0.2.10/255.255.255.0`, `2001:db8::10/64`, `dhcp`, `slaac`; at most one of each family. */
  readonly ip: readonly string[];
  readonly gateway: readonly string[];
  readonly dns: readonly string[];
  readonly vlan: string | null;
  readonly mac: string | null;
};
export type NetworkField = keyof NetworkText;

/** What is wrong, or only unusual, with one field; a sentence that names the value and the way out. */
export type NetworkRemark = { readonly field: NetworkField; readonly message: string };

export type ParsedNetwork =
  | { readonly kind: 'network'; readonly network: BootNetwork; readonly warnings: readonly NetworkRemark[] }
  | { readonly kind: 'refused'; readonly problems: readonly NetworkRemark[] };
