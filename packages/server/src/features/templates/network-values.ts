import { keyfilesOf, netmaskOf, netplanOf, networkdFilesOf } from '@netberth/network';
import type { MachineNetwork, NetworkInterface, Place, StaticAddress } from '@netberth/network';

/**
 * What templates can use of a machine's network, in docs/templates.md: the interface that it boots by, and all of them. What
 * is not there is absent.
 */
export function networkValues(network: MachineNetwork): object {
  const { boot, interfaces, dns, search } = network;
  const [netplan, keyfiles, networkd] = [netplanOf(network), keyfilesOf(network), networkdFilesOf(network)];
  return {
    ...(netplan !== null && { netplan }),
    ...(keyfiles !== null && { keyfiles }),
    ...(networkd !== null && { networkd }),
    ...interfaceValues(boot.interface),
    ...staticValues(boot.interface.ipv4),
    ...(boot.mac !== null && { mac: boot.mac }),
    dns,
    search,
    interfaces: interfaces.map(interfaceValues),
  };
}

function interfaceValues({ on, mtu, ...place }: NetworkInterface): object {
  return {
    ...(on.name !== null && { name: on.name }),
    ...(mtu !== null && { mtu }),
    ...placeValues(place),
    ...(on.kind === 'card'
      ? on.mac !== null && { mac: on.mac }
      : { bond: { name: on.name, mode: on.mode, members: on.members.map(cardValues) } }),
  };
}

function cardValues({ mac, name }: { readonly mac: string; readonly name: string | null }): object {
  return { mac, ...(name !== null && { name }) };
}

function placeValues({ vlan, ipv4, ipv6 }: Place): object {
  return {
    ...(vlan !== null && { vlan }),
    dhcp: ipv4?.kind === 'dhcp',
    slaac: ipv6?.kind === 'slaac',
    ...(ipv4?.kind === 'static' && { ipv4: staticValues(ipv4) }),
    ...(ipv6?.kind === 'static' && { ipv6: staticValues(ipv6) }),
  };
}

function staticValues(way: Place['ipv4'] | StaticAddress): object {
  if (way?.kind !== 'static') return {};
  const { address, prefixLength, gateway } = way;
  return {
    address,
    prefix: prefixLength,
    ...(!address.includes(':') && { netmask: netmaskOf(prefixLength) }),
    ...(gateway !== null && { gateway }),
  };
}
