import type { MachineNetwork, NetworkInterface } from './machine-network.ts';

const onlyInterface: NetworkInterface = {
  on: { kind: 'card', mac: null, name: null },
  vlan: null,
  mtu: null,
  ipv4: { kind: 'dhcp' },
  ipv6: null,
};

/** A machine of which nothing is known but that DHCP answers it. */
export const dhcpNetwork: MachineNetwork = {
  interfaces: [onlyInterface],
  boot: { interface: onlyInterface, mac: null },
  dns: [],
  search: [],
};
