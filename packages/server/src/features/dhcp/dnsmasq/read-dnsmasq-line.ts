/** What a line of dnsmasq's log says, where it speaks of a machine. */
export type DnsmasqLine =
  | { readonly kind: 'leased'; readonly transaction: string; readonly mac: string; readonly address: string }
  | { readonly kind: 'proxied'; readonly transaction: string; readonly mac: string }
  | { readonly kind: 'bootFile'; readonly transaction: string; readonly file: string }
  /** It got no address: `no address available`, `wrong network`, `ignored`. */
  | { readonly kind: 'refused'; readonly mac: string; readonly why: string }
  | { readonly kind: 'sent'; readonly file: string; readonly address: string }
  | { readonly kind: 'notFound'; readonly file: string; readonly address: string }
  | { readonly kind: 'notSent'; readonly file: string; readonly address: string };

const mac = '(?<mac>(?:[0-9a-f]{2}:){5}[0-9a-f]{2})';
const address = '(?<address>[0-9a-f.:]{7,45})';
const dhcp = '^dnsmasq-dhcp(?:\\[\\d+\\])?: (?<transaction>\\d+) ';
const tftp = '^dnsmasq-tftp(?:\\[\\d+\\])?: ';

/** As dnsmasq 2.90 writes with `log-dhcp`; the first that fits counts. */
const patterns: readonly (readonly [DnsmasqLine['kind'], RegExp])[] = [
  ['leased', new RegExp(`${dhcp}DHCPACK\\(\\S+\\) ${address} ${mac}`)],
  ['proxied', new RegExp(`${dhcp}PXE\\(\\S+\\) (?:\\S+ )?${mac} proxy$`)],
  ['bootFile', new RegExp(`${dhcp}bootfile name: (?<file>\\S+)$`)],
  ['bootFile', new RegExp(`${dhcp}sent size: *\\d+ option: 67 bootfile-name {2}(?<file>\\S+)$`)],
  [
    'refused',
    new RegExp(
      `${dhcp}DHCP(?:DISCOVER|REQUEST|NAK)\\(\\S+\\) (?:${address} )?${mac} (?<why>no address available|address not available|wrong network|address in use|ignored)$`,
    ),
  ],
  ['sent', new RegExp(`${tftp}sent (?<file>/\\S+) to ${address}$`)],
  ['notFound', new RegExp(`${tftp}file (?<file>/\\S+) not found for ${address}$`)],
  ['notSent', new RegExp(`${tftp}failed sending (?<file>/\\S+) to ${address}$`)],
];

/** Null: a line that concerns no machine. */
export function readDnsmasqLine(line: string): DnsmasqLine | null {
  for (const [kind, pattern] of patterns) {
    const { groups } = pattern.exec(line) ?? {};
    // The groups of a pattern are the fields of its kind.
    if (groups !== undefined) return { kind, ...groups } as DnsmasqLine;
  }
  return null;
}
