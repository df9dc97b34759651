import type { NetworkWords, StaticWords } from './network-words.ts';

/** A way of telling a system its network. `refuse` names what it cannot be told, one reason or none. */
export type NetStyle = {
  readonly dhcp: (words: NetworkWords) => NetworkText;
  /** null: it takes no static address. */
  readonly static: ((address: StaticWords, words: NetworkWords) => NetworkText) | null;
  readonly refuse: (words: NetworkWords) => string | null;
  /** Its static address may be an IPv6 one. */
  readonly takesIpv6?: true;
};

/** Arguments to add; `inline` stands for `{net}` inside an argument of the product. */
export type NetworkText = { readonly args: readonly string[]; readonly inline?: string };

/** Arguments of which empty ones are left out. */
export function textOf(...args: readonly (string | null)[]): NetworkText {
  return { args: args.filter((each) => each !== null && each !== '') as string[] };
}

/** `BOOTIF=01-52-54-00-12-34-56`, the card that the machine boots from, as PXELINUX writes it. */
export function bootInterface({ mac }: NetworkWords): string {
  return mac === '' ? '' : `BOOTIF=01-${mac}`;
}

/** For a style that knows neither VLANs nor bonds. */
export function refuseVlanAndBond({ vlan, bond }: NetworkWords): string | null {
  if (vlan !== '') return 'it cannot be told a VLAN on its command line';
  return bond === null ? null : 'it cannot be told a bond on its command line';
}

export function refuseBond({ bond }: NetworkWords): string | null {
  return bond === null ? null : 'it cannot be told a bond on its command line';
}
