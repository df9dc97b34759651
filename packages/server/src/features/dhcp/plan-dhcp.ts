import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import type { DhcpConfig } from '../../config/config.ts';
import { isInNetwork } from '../../config/dhcp-settings.ts';
import { listenText } from '../../config/listen-address.ts';
import type { DhcpMode, DhcpSubnetSetting } from '../../config/dhcp-settings.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { chooseLoaders, clientKinds } from './client-kinds.ts';
import type { Loaders } from './client-kinds.ts';
import { subnetProblems } from './subnet-problems.ts';

/** What is set up, complete: every renderer and the check read this and nothing else. */
export type DhcpPlan = {
  readonly mode: DhcpMode;
  readonly allowOther: boolean;
  /** Empty: all but loopback. */
  readonly interfaces: readonly string[];
  readonly subnets: readonly PlannedSubnet[];
  readonly loaders: Loaders;
  /** Where the server is reached by machines of no subnet in particular. */
  readonly origin: Origin;
  /** What works less well than it could, and what to do. */
  readonly warnings: readonly string[];
};

export type PlannedSubnet = DhcpSubnetSetting & {
  /** `net1`, in the order of the settings: a tag of dnsmasq. */
  readonly tag: string;
  /** A relay passes the questions on: no interface of this host is in it. */
  readonly isRelayed: boolean;
  readonly origin: Origin;
};

/** How machines reach this server. */
export type Origin = {
  /** For TFTP: `next-server`. */
  readonly address: string;
  /** `http://10.20.0.1:8080` */
  readonly url: string;
};

/** What the plan is made from besides the settings. */
export type DhcpHost = {
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  readonly bootListen: { readonly host: string; readonly port: number };
  readonly bootUrl: string | null;
  /** Names of files in the firmware folder. */
  readonly firmware: readonly string[];
};

export type PlannedDhcp =
  | { readonly ok: true; readonly plan: DhcpPlan }
  | { readonly ok: false; readonly problems: readonly string[] };

type HostAddress = NetworkInterfaceInfo & { readonly interface: string };

/** Settings and this host's networks as one plan, or everything that is wrong with them. Pure. */
export function planDhcp(config: DhcpConfig, host: DhcpHost): PlannedDhcp {
  const addresses = addressesOf(config, host);
  const origin = originIn(addresses, host, 4) ?? originIn(addresses, host, 6);
  const wanted =
    config.subnets.length > 0 || config.mode !== 'proxy' ? config.subnets : ownNetworks(addresses);
  const problems = [...hostProblems(config, host, wanted), ...subnetProblems(config.mode, wanted)];
  if (origin === null) problems.push(unreachable(addresses, host));
  if (origin === null || problems.length > 0) return { ok: false, problems };
  const loaders = chooseLoaders(host.firmware);
  const subnets = wanted.map((subnet, index) => planSubnet(subnet, index, addresses, host, origin));
  const warnings = [
    ...loaderWarnings(loaders),
    ...subnets.flatMap((subnet) => subnetWarnings(config.mode, subnet)),
  ];
  const { mode, allowOther, interfaces } = config;
  return { ok: true, plan: { mode, allowOther, interfaces, subnets, loaders, origin, warnings } };
}

/** Not loopback, not link-local, and only of the interfaces that were named. */
function addressesOf({ interfaces }: DhcpConfig, host: DhcpHost): readonly HostAddress[] {
  return Object.entries(host.interfaces).flatMap(([name, addresses]) =>
    interfaces.length > 0 && !interfaces.includes(name)
      ? []
      : (addresses ?? [])
          .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
          .map((address) => ({ ...address, interface: name })),
  );
}

function hostProblems(
  { interfaces, mode }: DhcpConfig,
  host: DhcpHost,
  subnets: readonly DhcpSubnetSetting[],
): string[] {
  const missing = interfaces.filter((name) => host.interfaces[name] === undefined);
  const known = Object.keys(host.interfaces).join(', ');
  const problems = missing.map(
    (name) => `dhcp.interfaces names "${name}", which is not up or has no address; this host has ${known}`,
  );
  if (subnets.length === 0 && (mode === 'full' || mode === 'proxy'))
    problems.push(`dhcp.mode is ${mode}, but there is no subnet to answer in; set dhcp.subnets`);
  return problems;
}

/** The networks that the interfaces are in: proxy mode needs to be told no more. */
function ownNetworks(addresses: readonly HostAddress[]): readonly DhcpSubnetSetting[] {
  const networks = addresses.flatMap(({ family, cidr, address, netmask }) =>
    family === 'IPv4' && cidr !== null
      ? [{ network: andOf(address, netmask), bits: Number(cidr.split('/')[1]) }]
      : [],
  );
  const unique = new Map(networks.map((network) => [`${network.network}/${network.bits}`, network]));
  return [...unique.values()].map(({ network, bits }) => ({
    network,
    prefixBits: bits,
    family: 4,
    ranges: [],
    router: null,
    dns: [],
    domain: null,
    leaseSeconds: 43_200,
    advertise: false,
  }));
}

function andOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((octet, index) => Number(octet) & (mask[index] ?? 0))
    .join('.');
}

function planSubnet(
  subnet: DhcpSubnetSetting,
  index: number,
  addresses: readonly HostAddress[],
  host: DhcpHost,
  origin: Origin,
): PlannedSubnet {
  const inside = addresses.filter(({ address }) => isInNetwork(address, subnet));
  const own = originIn(inside, host, subnet.family) ?? originIn(addresses, host, subnet.family) ?? origin;
  return { ...subnet, tag: `net${index + 1}`, isRelayed: inside.length === 0, origin: own };
}

/** The way to this server over one family: bootUrl where it is set, else where the boot plane listens. */
function originIn(addresses: readonly HostAddress[], host: DhcpHost, family: 4 | 6): Origin | null {
  const listens = canonicalAddress(host.bootListen.host);
  const isOpen = listens === '::' || (listens === '0.0.0.0' && family === 4);
  const own = addresses.find(
    (each) => each.family === `IPv${family}` && (isOpen || each.address === listens),
  )?.address;
  const named = host.bootUrl === null ? null : bareHost(host.bootUrl);
  const address = own ?? (named !== null && isIP(named) === family ? named : null);
  if (address === null) return null;
  const shown = family === 6 ? `[${address}]` : address;
  return { address, url: host.bootUrl ?? `http://${shown}:${host.bootListen.port}` };
}

function unreachable(addresses: readonly HostAddress[], { bootListen }: DhcpHost): string {
  return addresses.length === 0
    ? 'this host has no address that machines could reach; give an interface one, or set bootUrl'
    : `the boot plane listens at ${listenText(bootListen)}, where no machine of the network reaches it; set bootListen to [::]:8080, or bootUrl`;
}

function bareHost(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/** 32-bit UEFI is so rare that nobody wants to hear of it every day. */
function loaderWarnings(loaders: Loaders): readonly string[] {
  const missing = clientKinds.filter(({ name }) => !name.endsWith('ia32') && !loaders.has(name));
  if (missing.length === 0) return [];
  const titles = missing.map(({ title }) => title).join(', ');
  return [`there is no iPXE for ${titles}: run netberth firmware install`];
}

function subnetWarnings(mode: DhcpMode, subnet: PlannedSubnet): readonly string[] {
  const name = `${subnet.network}/${subnet.prefixBits}`;
  if (mode === 'proxy' && subnet.family === 6)
    return [`${name}: there is no proxy for IPv6; add option 59 to the DHCPv6 server of that network`];
  if (mode === 'full' && subnet.isRelayed && subnet.family === 4 && subnet.router === null)
    return [`${name}: it is behind a relay and no router is set, so its machines cannot reach this server`];
  return [];
}
