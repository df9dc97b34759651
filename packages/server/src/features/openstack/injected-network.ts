import { readNetworkData, type InstanceNetwork } from '@netberth/openstack';
import { jsonIn } from '../../platform/read-json.ts';

/** The network of an instance as a medium takes it, still as text. */
export type InjectedNetwork = {
  readonly ip: readonly string[];
  readonly gateway: readonly string[];
  readonly dns: readonly string[];
  readonly vlan: string | null;
  readonly mac: string | null;
};
export type ReadInjected =
  | { readonly kind: 'network'; readonly network: InjectedNetwork }
  | { readonly kind: 'refused'; readonly problem: string };

type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The network that a request names: by `network_data.json` (in the body, or the parameter `network_data`), or by the
 * parameters `ip gateway dns vlan mac`, which also win over the document. Of several cards `mac` names one; without,
 * it is the first that leads out.
 */
export function readInjectedNetwork(query: Query, body: string): ReadInjected {
  const document = body === '' ? oneOf(query['network_data']) : body;
  const mac = oneOf(query['mac'])?.toLowerCase() ?? null;
  const told: InjectedNetwork = {
    ip: wordsOf(query['ip']),
    gateway: wordsOf(query['gateway']),
    dns: wordsOf(query['dns']),
    vlan: oneOf(query['vlan']),
    mac,
  };
  if (document === null) {
    if (told.ip.length > 0) return { kind: 'network', network: told };
    return { kind: 'refused', problem: 'there is neither an ip nor a network_data.json' };
  }
  const read = readNetworkData(jsonIn(document));
  if (read.kind === 'refused') return { kind: 'refused', problem: read.problem };
  const card = cardOf(read.networks, mac);
  if (card !== null) return { kind: 'network', network: merged(card, told) };
  const macs = read.networks.map((each) => each.mac ?? 'one without MAC').join(', ') || 'none';
  return {
    kind: 'refused',
    problem: `network_data.json has no card${mac === null ? '' : ` ${mac}`}: there is ${macs}`,
  };
}

function cardOf(cards: readonly InstanceNetwork[], mac: string | null): InstanceNetwork | null {
  if (mac !== null) return cards.find((card) => card.mac?.toLowerCase() === mac) ?? null;
  return cards.find(({ gateways }) => gateways.length > 0) ?? cards[0] ?? null;
}

/** Media bring up one address and one gateway of each family, and at most four name servers. */
function merged(card: InstanceNetwork, told: InjectedNetwork): InjectedNetwork {
  const firsts = (values: readonly string[]) =>
    values.filter((value, index) => values.findIndex((each) => familyOf(each) === familyOf(value)) === index);
  return {
    ip: told.ip.length > 0 ? told.ip : firsts(card.addresses),
    gateway: told.gateway.length > 0 ? told.gateway : firsts(card.gateways),
    dns: told.dns.length > 0 ? told.dns : card.nameServers.slice(0, 4),
    vlan: told.vlan ?? (card.vlan === null ? null : String(card.vlan)),
    mac: told.mac ?? card.mac,
  };
}

function familyOf(address: string): 4 | 6 {
  return address.includes(':') || address === 'slaac' ? 6 : 4;
}

function oneOf(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === '' ? null : first;
}

function wordsOf(value: string | string[] | undefined): string[] {
  return [value ?? []]
    .flat()
    .flatMap((text) => text.split(/[\s,]+/))
    .filter((word) => word !== '');
}
