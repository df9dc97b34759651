import type { BootNetwork } from './boot-network.ts';
import type { MachineNetwork } from './machine-network.ts';

/** What iPXE is told of a machine's network: one card, and of a bond what that card has meanwhile. */
export function bootNetworkOf({ boot, dns }: MachineNetwork): BootNetwork {
  const { on } = boot.interface;
  const { vlan, ipv4, ipv6 } = (on.kind === 'bond' ? on.meanwhile : null) ?? boot.interface;
  return { mac: boot.mac, vlan, ipv4, ipv6, dns };
}

/** The address that a server sees of it; null: only a DHCP server or a router knows. */
export function bootAddressOf(network: MachineNetwork): string | null {
  const { ipv4, ipv6 } = bootNetworkOf(network);
  const known = [ipv4, ipv6].find((way) => way?.kind === 'static');
  return known?.kind === 'static' ? known.address : null;
}
