import type { Network, Port, Subnet } from '@netberth/openstack';
import type { WayText } from '@netberth/media';

export type PortWay = { readonly way: WayText; readonly warnings: readonly string[] };

/** Of Ethernet, in bytes: what iPXE and installers begin with, whatever the network allows. */
export const usualMtu = 1500;
const mostNameServers = 4;

/**
 * The network of a port as a medium writes it: addresses with their prefixes, a gateway of each family, name servers.
 * What the medium cannot carry is told.
 */
export function portWay(
  port: Port,
  network: Network,
  subnets: readonly Subnet[],
  { dns, bootUrl }: { readonly dns: readonly string[]; readonly bootUrl: string },
): PortWay {
  const places = port.addresses.flatMap(({ subnetId, ip }) => {
    const subnet = subnets.find(({ id }) => id === subnetId);
    return subnet === undefined ? [] : [{ ip, subnet }];
  });
  const kept = places.filter(
    ({ subnet }, index) => places.findIndex((each) => each.subnet.family === subnet.family) === index,
  );
  const gateways = kept.flatMap(({ subnet }) => subnet.gateway ?? defaultRoute(subnet) ?? []);
  const offered = dns.length > 0 ? dns : [...new Set(kept.flatMap(({ subnet }) => subnet.nameServers))];
  return {
    way: {
      ip: kept.map(({ ip, subnet }) => `${ip}/${subnet.cidr.split('/')[1]}`),
      gateway: gateways,
      dns: offered.slice(0, mostNameServers),
      vlan: null,
      mac: port.mac,
      bootUrl,
    },
    warnings: [
      ...places.filter((place) => !kept.includes(place)).map(({ ip }) => secondAddress(ip)),
      ...kept.flatMap(({ subnet }) => subnetWarnings(subnet, kept.length)),
      ...mtuWarnings(network),
    ],
  };
}

/** A subnet without a gateway may still tell the way out by a host route. */
function defaultRoute({ hostRoutes }: Subnet): string | null {
  return hostRoutes.find(({ destination }) => /^(0\.0\.0\.0|::)\/0$/.test(destination))?.nexthop ?? null;
}

function secondAddress(ip: string): string {
  return `The port has ${ip} as well, a second address of its family: the ISO brings up the first one only.`;
}

function subnetWarnings(subnet: Subnet, families: number): string[] {
  const name = subnet.name === '' ? subnet.cidr : `${subnet.name} (${subnet.cidr})`;
  const routes = subnet.hostRoutes.filter(({ destination }) => !/^(0\.0\.0\.0|::)\/0$/.test(destination));
  return [
    ...(subnet.gateway === null && defaultRoute(subnet) === null
      ? [
          `The subnet ${name} has no gateway: ${families > 1 ? 'by it ' : ''}only its own network is reached. Netberth must be in it.`,
        ]
      : []),
    ...(routes.length > 0
      ? [
          `The subnet ${name} has routes to ${routes.map(({ destination }) => destination).join(', ')}: the installed system must set them.`,
        ]
      : []),
  ];
}

function mtuWarnings({ mtu }: Network): string[] {
  if (mtu === null || mtu >= usualMtu) return [];
  return [
    `Packets of this network have at most ${mtu} bytes: the machine here says so; an image that sets no MTU hangs on larger ones.`,
  ];
}
