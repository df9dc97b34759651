import {
  netmaskOf,
  type Bond,
  type Family,
  type MachineNetwork,
  type StaticAddress,
} from '@netberth/network';

/**
 * A network as the words that go on a command line: each is one word without a blank, or a setting of iPXE (`${ip}`)
 * where the machine itself fills it in. Empty: not known. They are those of the interface that the machine boots by.
 */
export type NetworkWords = {
  /** Its IPv4 address; where it has none, its IPv6 address. */
  readonly static: StaticWords | null;
  /** Lower case, with hyphens, as `BOOTIF=` has it. */
  readonly mac: string;
  readonly macWithColons: string;
  readonly interface: string;
  readonly hostname: string;
  readonly vlan: string;
  readonly mtu: string;
  /** The first domain in which short names are looked up. */
  readonly domain: string;
  readonly bond: Bond | null;
};

export type StaticWords = {
  readonly family: Family;
  readonly address: string;
  /** Empty for IPv6. */
  readonly netmask: string;
  readonly prefix: string;
  /** Empty: there is none. */
  readonly gateway: string;
  readonly dns: readonly string[];
};

export type ReadNetwork =
  | { readonly ok: true; readonly words: NetworkWords }
  | { readonly ok: false; readonly problems: readonly string[] };

const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** The words of a network, or why its host name cannot be one. */
export function networkWords({ boot, dns, search }: MachineNetwork, hostname: string | null): ReadNetwork {
  if (hostname !== null && !hostName.test(hostname))
    return { ok: false, problems: [`"${hostname}" is not a host name`] };
  const { on, vlan, mtu, ipv4, ipv6 } = boot.interface;
  const known = [ipv4, ipv6].find((way) => way !== null);
  const mac = boot.mac ?? '';
  return {
    ok: true,
    words: {
      static: known?.kind === 'static' ? staticWords(known, dns) : null,
      mac: mac.replaceAll(':', '-'),
      macWithColons: mac,
      interface: on.kind === 'card' ? (on.name ?? '') : '',
      hostname: hostname ?? '',
      vlan: vlan === null ? '' : String(vlan),
      mtu: mtu === null ? '' : String(mtu),
      domain: search[0] ?? '',
      bond: on.kind === 'bond' ? on : null,
    },
  };
}

function staticWords({ address, prefixLength, gateway }: StaticAddress, dns: readonly string[]): StaticWords {
  const isIpv6 = address.includes(':');
  return {
    family: isIpv6 ? 'IPv6' : 'IPv4',
    address,
    netmask: isIpv6 ? '' : netmaskOf(prefixLength),
    prefix: String(prefixLength),
    gateway: gateway ?? '',
    dns,
  };
}
