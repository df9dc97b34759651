import type { Machine } from '@netberth/api';

type Network = NonNullable<Machine['network']>;

/** `192.0.2.10/24 via 192.0.2.1 in VLAN 7 on ens3 (52:54:00:12:34:56)`, one for each interface; then the name servers. */
export function networkText({ interfaces, dns, search }: Network): string {
  return [
    ...interfaces.map(interfaceText),
    ...(dns.length === 0 ? [] : [`DNS ${dns.join(', ')}`]),
    ...(search.length === 0 ? [] : [`search ${search.join(', ')}`]),
  ].join('; ');
}

function interfaceText({ addresses, gateways, vlan, mtu, ...card }: Network['interfaces'][number]): string {
  const words = [
    addresses.length === 0 ? 'no address' : addresses.join(', '),
    ...(gateways.length === 0 ? [] : [`via ${gateways.join(', ')}`]),
    ...(vlan === null ? [] : [`in VLAN ${vlan}`]),
    ...(mtu === null ? [] : [`MTU ${mtu}`]),
    cardText(card),
  ];
  return words.filter((word) => word !== '').join(' ');
}

function cardText({ mac, name, bond }: Pick<Network['interfaces'][number], 'mac' | 'name' | 'bond'>): string {
  if (bond !== null) {
    const members = bond.members.map((member) => member.name ?? member.mac).join(' and ');
    return `on ${name} (${bond.mode} of ${members})`;
  }
  if (name === null) return mac === null ? '' : `on ${mac}`;
  return mac === null ? `on ${name}` : `on ${name} (${mac})`;
}
