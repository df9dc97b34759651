import { dhcpNetwork, netmaskOf, type MachineNetwork, type StaticAddress } from '@netberth/network';
import type { MachineOptions } from '@netberth/ipxe/simulate';

const mac = '52:54:00:12:34:56';

/** A machine with one card, of which a static menu knows no more than iPXE does. */
export const dhcpMachine: MachineNetwork = { ...dhcpNetwork, boot: { ...dhcpNetwork.boot, mac } };

export const staticMachine = withAddress({
  kind: 'static',
  address: '192.0.2.10',
  prefixLength: 26,
  gateway: '192.0.2.1',
});

function withAddress(ipv4: StaticAddress): MachineNetwork {
  const only = { ...dhcpMachine.boot.interface, ipv4 };
  return { ...dhcpMachine, interfaces: [only], boot: { interface: only, mac }, dns: ['192.0.2.53'] };
}

const lease = {
  ip: '192.0.2.10',
  netmask: '255.255.255.0',
  gateway: '192.0.2.1',
  dns: '192.0.2.53',
  'dhcp-server': '192.0.2.1',
};

/** The card of a simulated machine when the menu begins: a lease of DHCP, or an address that a script has set. */
export function simulatedCard({ boot, dns }: MachineNetwork): Pick<MachineOptions, 'cards' | 'settings'> {
  const { ipv4 } = boot.interface;
  if (ipv4?.kind !== 'static') return { cards: [{ mac, lease, isConfigured: true }] };
  return {
    cards: [{ mac, lease: {}, isConfigured: true }],
    settings: {
      'net0/ip': ipv4.address,
      'net0/netmask': netmaskOf(ipv4.prefixLength),
      'net0/gateway': ipv4.gateway ?? '',
      'net0/dns': dns[0] ?? '',
    },
  };
}
