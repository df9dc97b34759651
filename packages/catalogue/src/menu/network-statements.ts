import { ipxe, label, word, wordsWithSettings, type Statement } from '@netberth/ipxe';
import { netmaskOf } from '@netberth/network';
import type { NetStyleName } from '../network/net-style-name.ts';
import { networkArguments } from '../network/net-styles.ts';
import type { NetworkWords } from '../network/network-words.ts';

const settings = ['ip', 'netmask', 'gateway', 'dns', 'nb-prefix', 'netX/mac', 'netX/mac:hexhyp'];

// iPXE knows neither what Linux will call the card nor, surely, a host name.
const machineWords: NetworkWords = {
  static: {
    family: 'IPv4',
    address: '${ip}',
    netmask: '${netmask}',
    prefix: '${nb-prefix}',
    gateway: '${gateway}',
    dns: ['${dns}'],
  },
  mac: '${netX/mac:hexhyp}',
  macWithColons: '${netX/mac}',
  interface: '',
  hostname: '',
  vlan: '',
  mtu: '',
  domain: '',
  bond: null,
};

/** Why a system of this style gets no static address from a static menu; null: it does. */
export function staticObstacle(style: NetStyleName): string | null {
  const told = networkArguments(style, machineWords);
  return told.ok && style !== 'esxi' ? null : 'it asks DHCP';
}

/**
 * Puts the network into `nb-net`, as a system of this style wants it: by DHCP, or the address that iPXE has. `done` is a
 * label of its own; `hostname` is for where it is known.
 */
export function networkStatements(
  style: NetStyleName,
  done: string,
  hostname: string | null = null,
): readonly Statement[] {
  const machine = { ...machineWords, hostname: hostname ?? '' };
  const dhcp = textFor(style, { ...machine, static: null });
  if (staticObstacle(style) !== null)
    return [
      ...setNetwork(dhcp),
      ipxe`isset \${netX/dhcp-server} || echo This system cannot be told a static address: it asks DHCP.`,
    ];
  const fixed = textFor(style, machine);
  return [
    ...setNetwork(dhcp),
    ...(fixed === dhcp ? [] : [ipxe`isset \${netX/dhcp-server} && goto ${word(done)} ||`]),
    ...(fixed.includes('${nb-prefix}') ? prefixStatements() : []),
    ...(fixed === dhcp ? [] : [...setNetwork(fixed), label(done)]),
  ];
}

function textFor(style: NetStyleName, words: NetworkWords): string {
  const { text } = networkArguments(style, words);
  return text.inline ?? text.args.join(' ');
}

function setNetwork(text: string): readonly Statement[] {
  return [text === '' ? ipxe`clear nb-net ||` : ipxe`set nb-net ${wordsWithSettings(text, settings)}`];
}

/** iPXE has no arithmetic on addresses, so the prefix length of a netmask is looked up. */
function prefixStatements(): readonly Statement[] {
  return Array.from({ length: 32 }, (_, index) => {
    const prefix = index + 1;
    return ipxe`iseq \${netmask} ${word(netmaskOf(prefix))} && set nb-prefix ${word(String(prefix))} ||`;
  });
}

/** Puts the address of a host into `nb-host`, where the machine has a static address. */
export function lookUpStatements(host: string | null): readonly Statement[] {
  if (host === null) return [];
  return [
    ipxe`set nb-host ${word(host)}`,
    ipxe`isset \${netX/dhcp-server} || nslookup nb-host ${word(host)} ||`,
  ];
}
