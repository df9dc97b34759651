import type { Machine } from '@netberth/api';
import { texts } from '../../../texts/texts.ts';

const words = texts.network;
type Network = NonNullable<Machine['network']>;

/** A network in a line for each place, and what holds for all of it. */
export function networkRows({ interfaces, dns, search, boot }: Network): [string, string][] {
  const places = interfaces.map((one, index): [string, string] => [words.interface(index + 1), placeOf(one)]);
  const others: [string, string][] = [
    [words.dns, dns.join(' ')],
    [words.search, search.join(' ')],
    [words.boot, boot ?? ''],
  ];
  return [...places, ...others.filter(([, value]) => value !== '')];
}

/** `192.0.2.10/24 via 192.0.2.1, VLAN 12, on 52:54:00:00:00:01` */
function placeOf({ mac, bond, vlan, mtu, addresses, gateways }: Network['interfaces'][number]): string {
  const card =
    bond === null
      ? mac
      : words.bonded(
          bond.mode,
          bond.members.map((member) => member.mac),
        );
  return [
    addresses.length === 0 ? words.noAddress : addresses.join(' '),
    ...(gateways.length === 0 ? [] : [words.via(gateways)]),
    ...(vlan === null ? [] : [words.tagged(vlan)]),
    ...(mtu === null ? [] : [words.packets(mtu)]),
    ...(card === null ? [] : [words.on(card)]),
  ].join(', ');
}
