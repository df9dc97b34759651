import { knownCards } from './known-cards.ts';
import type { AnyCard } from './known-cards.ts';
import type { Bond, MachineNetwork, NetworkInterface } from './machine-network.ts';

/** A part of a netplan document: plain data, for a writer of JSON or YAML. */
export type Netplan = { readonly [key: string]: unknown };

/**
 * A network as netplan writes it, version 2 (netplan-yaml(5)); cloud-init's network configuration is the same without the
 * key `network` around it. Routers may stand outside of the network. Name servers stand with the interface that the machine
 * boots by.
 * @returns null where a card has neither a MAC nor a name: nothing could be said of it
 */
export function netplanOf(network: MachineNetwork): Netplan | null {
  const cards = knownCards(network);
  if (cards === null) return null;
  const ids = cardIds(cards);
  const parts = network.interfaces.map((each) => partOf(each, network, ids));
  const ethernets = { ...bareCards(cards, ids), ...merged(parts.map((part) => part.ethernets)) };
  const bonds = merged(parts.map((part) => part.bonds));
  const vlans = merged(parts.map((part) => part.vlans));
  return {
    version: 2,
    ethernets,
    ...(Object.keys(bonds).length > 0 && { bonds }),
    ...(Object.keys(vlans).length > 0 && { vlans }),
  };
}

type Ids = ReadonlyMap<string, string>;
type Part = Readonly<Record<'ethernets' | 'bonds' | 'vlans', Netplan>>;

/** `52:54:…` or a name -> what the card is called here: its name, else `card1`, `card2` in order. */
function cardIds(cards: readonly AnyCard[]): Ids {
  const ids = new Map<string, string>();
  for (const card of cards) {
    const key = keyOf(card);
    if (!ids.has(key)) ids.set(key, card.name ?? `card${ids.size + 1}`);
  }
  return ids;
}

function keyOf({ mac, name }: AnyCard): string {
  return mac ?? name ?? '';
}

function bareCards(cards: readonly AnyCard[], ids: Ids): Netplan {
  const entries = cards.map((card) => [
    ids.get(keyOf(card)) ?? '',
    card.mac === null ? {} : { match: { macaddress: card.mac } },
  ]);
  return Object.fromEntries(entries) as Netplan;
}

function partOf(one: NetworkInterface, network: MachineNetwork, ids: Ids): Part {
  const { on, vlan, mtu } = one;
  const settings = settingsOf(one, network);
  const id = on.kind === 'bond' ? on.name : (ids.get(keyOf(on)) ?? '');
  // A VLAN carries no larger packets than what it is on.
  const size = mtu === null ? {} : { mtu };
  const lower = vlan === null ? settings : size;
  const upper = vlan === null ? {} : { [`${id}.${vlan}`]: { id: vlan, link: id, ...settings } };
  if (on.kind === 'bond')
    return { ethernets: {}, bonds: { [id]: { ...bondOf(on, ids), ...lower } }, vlans: upper };
  const match = on.mac === null ? {} : { match: { macaddress: on.mac } };
  return { ethernets: { [id]: { ...match, ...lower } }, bonds: {}, vlans: upper };
}

function bondOf({ mode, members }: Bond, ids: Ids): Netplan {
  return { interfaces: members.map((member) => ids.get(keyOf(member)) ?? ''), parameters: { mode } };
}

function settingsOf(
  { ipv4, ipv6, mtu, ...one }: NetworkInterface,
  { boot, dns, search }: MachineNetwork,
): Netplan {
  const ways = [ipv4, ipv6].flatMap((way) => (way?.kind === 'static' ? [way] : []));
  const routes = ways.flatMap(({ address, gateway }) =>
    gateway === null
      ? []
      : [{ to: address.includes(':') ? '::/0' : '0.0.0.0/0', via: gateway, 'on-link': true }],
  );
  const isBoot = boot.interface.on === one.on && boot.interface.vlan === one.vlan;
  return {
    ...(ipv4?.kind === 'dhcp' && { dhcp4: true }),
    ...(ipv6?.kind === 'slaac' && { 'accept-ra': true }),
    ...(ways.length > 0 && {
      addresses: ways.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
    }),
    ...(routes.length > 0 && { routes }),
    ...(isBoot && (dns.length > 0 || search.length > 0) && { nameservers: { addresses: dns, search } }),
    ...(mtu !== null && { mtu }),
  };
}

/** Two VLANs on one bond are two interfaces of one bond: their parts become one. */
function merged(parts: readonly Netplan[]): Netplan {
  const all: Record<string, unknown> = {};
  for (const [id, part] of parts.flatMap((each) => Object.entries(each)))
    all[id] = { ...(all[id] as object | undefined), ...(part as object) };
  return all;
}
