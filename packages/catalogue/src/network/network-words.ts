import type { Bond, MachineNetwork } from './machine-network.ts';

/**
 * A network as the words that go on a command line: each is one word without a blank, or a setting of iPXE (`${ip}`)
 * where the machine itself fills it in. Empty: not known.
 */
export type NetworkWords = {
  readonly static: StaticWords | null;
  /** Lower case, with hyphens, as `BOOTIF=` has it. */
  readonly mac: string;
  readonly macWithColons: string;
  readonly interface: string;
  readonly hostname: string;
  readonly vlan: string;
  readonly bond: Bond | null;
};

export type StaticWords = {
  readonly address: string;
  readonly netmask: string;
  readonly prefix: string;
  readonly gateway: string;
  readonly dns: readonly string[];
};

export type ReadNetwork =
  | { readonly ok: true; readonly words: NetworkWords }
  | { readonly ok: false; readonly problems: readonly string[] };

const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const macAddress = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i;
const interfaceName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;
const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const bondMode = /^[a-z0-9-]+$/;

/** The words of a network, or everything in it that cannot be one. */
export function networkWords(network: MachineNetwork): ReadNetwork {
  const problems = networkFaults(network);
  if (problems.length > 0) return { ok: false, problems };
  const { addressing, mac, bond, vlan } = network;
  return {
    ok: true,
    words: {
      static: addressing.kind === 'dhcp' ? null : staticWords(addressing),
      mac: (mac ?? '').replaceAll(':', '-').toLowerCase(),
      macWithColons: (mac ?? '').replaceAll('-', ':').toLowerCase(),
      interface: network.interface ?? '',
      hostname: network.hostname ?? '',
      vlan: vlan === null ? '' : String(vlan),
      bond,
    },
  };
}

function staticWords(addressing: Extract<MachineNetwork['addressing'], { kind: 'static' }>): StaticWords {
  const { address, prefixLength, gateway, dns } = addressing;
  return { address, netmask: netmaskOf(prefixLength), prefix: String(prefixLength), gateway, dns };
}

export function netmaskOf(prefixLength: number): string {
  return [0, 8, 16, 24]
    .map((before) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - before))))
    .join('.');
}

function networkFaults({ addressing, mac, interface: name, hostname, vlan, bond }: MachineNetwork): string[] {
  const wanted = (value: string | null, pattern: RegExp, what: string) =>
    value === null || pattern.test(value) ? [] : [`"${value}" is not ${what}`];
  const numbers: string[] = [];
  if (vlan !== null && (!Number.isInteger(vlan) || vlan < 1 || vlan > 4094))
    numbers.push(`"${vlan}" is not a VLAN number: wanted 1 to 4094`);
  return [
    ...(addressing.kind === 'dhcp' ? [] : addressFaults(addressing)),
    ...wanted(mac, macAddress, 'a MAC address'),
    ...wanted(name, interfaceName, 'the name of a network interface'),
    ...wanted(hostname, hostName, 'a host name'),
    ...numbers,
    ...(bond === null
      ? []
      : [bond.name, ...bond.members].flatMap((each) =>
          wanted(each, interfaceName, 'the name of a network interface'),
        )),
    ...(bond === null ? [] : wanted(bond.mode, bondMode, 'a bonding mode')),
    ...(bond !== null && bond.members.length === 0 ? ['the bond has no members'] : []),
  ];
}

function addressFaults(addressing: Extract<MachineNetwork['addressing'], { kind: 'static' }>): string[] {
  const { address, gateway, dns, prefixLength } = addressing;
  const addresses = [address, gateway, ...dns]
    .filter((each) => !ipv4.test(each))
    .map((each) => `"${each}" is not an IPv4 address`);
  const isPrefix = Number.isInteger(prefixLength) && prefixLength >= 1 && prefixLength <= 32;
  return isPrefix ? addresses : [...addresses, `"${prefixLength}" is not a prefix length: wanted 1 to 32`];
}
