import type { MachineOptions } from '@netberth/ipxe/simulate';
import type { MachineNetwork } from '../../network/machine-network.ts';
import { netmaskOf } from '../../network/network-words.ts';

const mac = '52:54:00:12:34:56';

/** A machine with one card, of which a static menu knows no more than iPXE does. */
export const dhcpMachine: MachineNetwork = {
  addressing: { kind: 'dhcp' },
  mac,
  interface: null,
  hostname: null,
  vlan: null,
  bond: null,
};

export const staticMachine: MachineNetwork = {
  ...dhcpMachine,
  addressing: {
    kind: 'static',
    address: '192.0.2.10',
    prefixLength: 26,
    gateway: '192.0.2.1',
    dns: ['192.0.2.53'],
  },
};

const lease = {
  ip: '192.0.2.10',
  netmask: '255.255.255.0',
  gateway: '192.0.2.1',
  dns: '192.0.2.53',
  'dhcp-server': '192.0.2.1',
};

/** The card of a simulated machine when the menu begins: a lease of DHCP, or an address that a script has set. */
export function simulatedCard({ addressing }: MachineNetwork): Pick<MachineOptions, 'cards' | 'settings'> {
  if (addressing.kind === 'dhcp') return { cards: [{ mac, lease, isConfigured: true }] };
  const { address, prefixLength, gateway, dns } = addressing;
  return {
    cards: [{ mac, lease: {}, isConfigured: true }],
    settings: {
      'net0/ip': address,
      'net0/netmask': netmaskOf(prefixLength),
      'net0/gateway': gateway,
      'net0/dns': dns[0] ?? '',
    },
  };
}
