import type { Ipv4Addressing, Ipv6Addressing } from './boot-network.ts';
import type { MachineNetwork, NetworkInterface, Place } from './machine-network.ts';
import type { InterfaceDocument, NetworkDocument } from './network-document.ts';

/** A network as people write it, each value in one spelling: what is stored and shown. */
export function documentOf({ interfaces, boot, dns, search }: MachineNetwork): NetworkDocument {
  return { interfaces: interfaces.map(interfaceOf), dns: [...dns], search: [...search], boot: boot.mac };
}

function interfaceOf({ on, mtu, ...place }: NetworkInterface): InterfaceDocument {
  return {
    mac: on.kind === 'card' ? on.mac : null,
    name: on.name,
    bond:
      on.kind === 'card'
        ? null
        : {
            mode: on.mode,
            members: on.members.map((member) => ({ ...member })),
            meanwhile: on.meanwhile === null ? null : placeOf(on.meanwhile),
          },
    mtu,
    ...placeOf(place),
  };
}

function placeOf({ vlan, ipv4, ipv6 }: Place) {
  const ways = [ipv4, ipv6].filter((way) => way !== null);
  const gateways = ways.flatMap((way) =>
    way.kind === 'static' && way.gateway !== null ? [way.gateway] : [],
  );
  return { vlan, addresses: ways.map(wordOf), gateways };
}

function wordOf(way: Ipv4Addressing | Ipv6Addressing): string {
  return way.kind === 'static' ? `${way.address}/${way.prefixLength}` : way.kind;
}
