import { z } from 'zod';

/**
 * The network of an instance, as Nova's metadata service and config drive tell it: `network_data.json` ("Metadata",
 * Nova's user documentation). What a person would write of each network card.
 */
export type InstanceNetwork = {
  readonly mac: string | null;
  readonly mtu: number | null;
  /** Null: untagged. */
  readonly vlan: number | null;
  /** `10.0.0.5/24`, `2001:db8::5/64`, `dhcp`, `slaac`. */
  readonly addresses: readonly string[];
  /** Of the routes to everywhere. */
  readonly gateways: readonly string[];
  /** Of the network and of the instance. */
  readonly nameServers: readonly string[];
};

export type ReadNetworkData =
  | { readonly kind: 'networks'; readonly networks: readonly InstanceNetwork[] }
  | { readonly kind: 'refused'; readonly problem: string };

const serviceSchema = z.object({ type: z.string(), address: z.string().optional() });
const routeSchema = z.object({ network: z.string(), netmask: z.string().optional(), gateway: z.string() });
const linkSchema = z.object({
  id: z.string(),
  type: z.string().optional(),
  mtu: z.number().nullish(),
  ethernet_mac_address: z.string().nullish(),
  vlan_id: z.coerce.number().int().optional(),
  vlan_link: z.string().optional(),
});
const networkSchema = z.object({
  type: z.string(),
  link: z.string(),
  ip_address: z.string().optional(),
  netmask: z.string().optional(),
  routes: z.array(routeSchema).nullish(),
  services: z.array(serviceSchema).nullish(),
});
const documentSchema = z.object({
  links: z.array(linkSchema),
  networks: z.array(networkSchema),
  services: z.array(serviceSchema).nullish(),
});
type Link = z.output<typeof linkSchema>;
type NetworkRow = z.output<typeof networkSchema>;
type Document = z.output<typeof documentSchema>;

/** One entry for each card that has a network, in the order of the document. */
export function readNetworkData(document: unknown): ReadNetworkData {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    return {
      kind: 'refused',
      problem: `it is no network_data.json: ${where === '' ? '' : `${where}: `}${issue?.message ?? ''}`,
    };
  }
  const { links, networks } = parsed.data;
  const used = links.filter(({ id }) => networks.some(({ link }) => link === id));
  return { kind: 'networks', networks: used.map((link) => networkOf(link, parsed.data)) };
}

function networkOf(link: Link, { links, networks, services }: Document): InstanceNetwork {
  const rows = networks.filter((row) => row.link === link.id);
  const under = links.find(({ id }) => id === link.vlan_link) ?? link;
  return {
    mac: under.ethernet_mac_address ?? null,
    mtu: link.mtu ?? null,
    vlan: link.vlan_id ?? null,
    addresses: rows.flatMap(addressOf),
    gateways: rows.flatMap(({ routes }) => (routes ?? []).filter(isDefault).map(({ gateway }) => gateway)),
    nameServers: [
      ...new Set([...rows.flatMap((row) => row.services ?? []), ...(services ?? [])].flatMap(nameServer)),
    ],
  };
}

function addressOf({ type, ip_address: ip, netmask }: NetworkRow): string[] {
  if (ip === undefined) return [type.startsWith('ipv6') ? 'slaac' : 'dhcp'];
  return [ip.includes('/') || netmask === undefined ? ip : `${ip}/${prefixOf(netmask)}`];
}

/** `255.255.255.0`, `ffff:ffff::` and `24` are all written. */
function prefixOf(netmask: string): number {
  if (/^\d+$/.test(netmask)) return Number(netmask);
  const groups = netmask.includes(':')
    ? netmask.split(':').map((group) => Number.parseInt(group || '0', 16))
    : netmask.split('.').map(Number);
  return groups.reduce((bits, group) => bits + group.toString(2).replaceAll('0', '').length, 0);
}

function isDefault({ network, netmask }: z.output<typeof routeSchema>): boolean {
  return /^(0\.0\.0\.0|::)(\/0)?$/.test(network) && /^(0\.0\.0\.0|::|0)?$/.test(netmask ?? '');
}

function nameServer({ type, address }: z.output<typeof serviceSchema>): string[] {
  return type === 'dns' && address !== undefined ? [address] : [];
}
