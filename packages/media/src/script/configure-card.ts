import { ipxe, word, type Statement } from '@netberth/ipxe';
import { parseAddress, type Family } from '@netberth/network';
import type { BootNetwork, StaticAddress } from '@netberth/network';
import { routeOf } from './ipv4-route.ts';

/** A switch may take half a minute before it lets packets through; a port without a cable should not cost that much. */
const linkTimeoutMs = { named: 10_000, any: 3_000 } as const;

/** Brings the card `${netberth_card}` into the network; goes to `close_port` where it cannot. Leaves a VLAN's card there. */
export function configureCard(network: BootNetwork): Statement[] {
  const timeout = word(String(network.mac === null ? linkTimeoutMs.any : linkTimeoutMs.named));
  return [
    ipxe`ifopen \${netberth_card} || goto close_port`,
    ipxe`iflinkwait --timeout ${timeout} \${netberth_card} || goto close_port`,
    ...(network.vlan === null ? [] : joinVlan(network.vlan)),
    ...(network.ipv4?.kind === 'static' ? staticIpv4(network.ipv4) : []),
    ...(network.ipv6?.kind === 'static' ? staticIpv6(network.ipv6) : []),
    ...nameServers(network.dns),
    ...(network.ipv4?.kind === 'dhcp' ? [ipxe`ifconf --configurator dhcp \${netberth_card} ||`] : []),
    ...(network.ipv6?.kind === 'slaac' ? [ipxe`ifconf --configurator ipv6 \${netberth_card} ||`] : []),
  ];
}

function joinVlan(vlan: number): Statement[] {
  const tag = word(String(vlan));
  return [
    ipxe`vcreate --tag ${tag} \${netberth_card} || goto close_port`,
    ipxe`set netberth_card \${netberth_card}-${tag}`,
    ipxe`ifopen \${netberth_card} || goto close_port`,
  ];
}

function staticIpv4(address: StaticAddress): Statement[] {
  const { netmask, gateway } = routeOf(address);
  return [
    ipxe`set \${netberth_card}/ip ${word(address.address)}`,
    ipxe`set \${netberth_card}/netmask ${word(netmask)}`,
    ...(gateway === null ? [] : [ipxe`set \${netberth_card}/gateway ${word(gateway)}`]),
  ];
}

function staticIpv6({ address, prefixLength, gateway }: StaticAddress): Statement[] {
  return [
    ipxe`set \${netberth_card}/ip6 ${word(address)}`,
    ipxe`set \${netberth_card}/len6 ${word(String(prefixLength))}`,
    ...(gateway === null ? [] : [ipxe`set \${netberth_card}/gateway6 ${word(gateway)}`]),
  ];
}

/** Several servers fit into one setting only as bytes. */
function nameServers(servers: readonly string[]): Statement[] {
  const bytesOf = (family: Family) =>
    servers
      .flatMap((server) => parseAddress(server) ?? [])
      .filter((server) => server.family === family)
      .map(({ bytes }) => bytes.map(hexOf).join(':'));
  const [four, six] = [bytesOf('IPv4'), bytesOf('IPv6')];
  return [
    ...(four.length === 0 ? [] : [ipxe`set \${netberth_card}/dns:hex ${word(four.join(':'))}`]),
    ...(six.length === 0 ? [] : [ipxe`set \${netberth_card}/dns6:hex ${word(six.join(':'))}`]),
  ];
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
