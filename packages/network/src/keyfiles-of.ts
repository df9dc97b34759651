import type { Ipv4Addressing, Ipv6Addressing } from './boot-network.ts';
import type { Card, MachineNetwork, NetworkInterface } from './machine-network.ts';
import { knownCards } from './known-cards.ts';

/** A file below `/etc/NetworkManager/system-connections`, which root alone may read. */
export type Keyfile = { readonly name: string; readonly text: string };

type Section = readonly [name: string, ...lines: readonly string[]];

/**
 * A network as NetworkManager keeps it, one file for each connection (nm-settings-keyfile(5)). A VLAN finds its card by the
 * MAC, where that is known, so that nothing need be known of names.
 * @returns null where a card has neither a MAC nor a name
 */
export function keyfilesOf(network: MachineNetwork): readonly Keyfile[] | null {
  if (knownCards(network) === null) return null;
  const files = network.interfaces.flatMap((one, index) => filesOf(one, index, network));
  return [...new Map(files.map((file) => [file.name, file])).values()];
}

function filesOf(one: NetworkInterface, index: number, network: MachineNetwork): readonly Keyfile[] {
  const { on, vlan, mtu } = one;
  const addressing = addressingOf(one, network);
  const size = mtu === null ? [] : [`mtu=${mtu}`];
  if (on.kind === 'card') {
    const id = on.name ?? `card${index + 1}`;
    if (vlan === null) return [cardFile(id, on, [...size], addressing)];
    const parent = on.mac === null ? [`parent=${on.name ?? ''}`] : [];
    return [vlanFile(`${id}.${vlan}`, [`id=${vlan}`, ...parent], [...cardLines(on), ...size], addressing)];
  }
  const members = on.members.map((member, position) => memberFile(on.name, position, member));
  const bond: Section = ['bond', `mode=${on.mode}`];
  const connection = connectionOf(on.name, 'bond', `interface-name=${on.name}`);
  const ethernet: Section[] = size.length > 0 ? [['ethernet', ...size]] : [];
  if (vlan === null) {
    return [fileOf(on.name, connection, bond, ...ethernet, ...addressing), ...members];
  }
  const bare: readonly Section[] = [
    ['ipv4', 'method=disabled'],
    ['ipv6', 'method=disabled'],
  ];
  const upper = vlanFile(`${on.name}.${vlan}`, [`id=${vlan}`, `parent=${on.name}`], size, addressing);
  return [fileOf(on.name, connection, bond, ...ethernet, ...bare), ...members, upper];
}

function cardFile(
  id: string,
  card: { readonly mac: string | null; readonly name: string | null },
  size: readonly string[],
  addressing: readonly Section[],
): Keyfile {
  const named = card.mac === null ? [`interface-name=${card.name ?? ''}`] : [];
  return fileOf(
    id,
    connectionOf(id, 'ethernet', ...named),
    ['ethernet', ...cardLines(card), ...size],
    ...addressing,
  );
}

function vlanFile(
  id: string,
  vlan: readonly string[],
  ethernet: readonly string[],
  addressing: readonly Section[],
): Keyfile {
  const card: readonly Section[] = ethernet.length > 0 ? [['ethernet', ...ethernet]] : [];
  return fileOf(
    id,
    connectionOf(id, 'vlan', `interface-name=${id}`),
    ['vlan', ...vlan],
    ...card,
    ...addressing,
  );
}

function memberFile(bond: string, position: number, { mac }: Card): Keyfile {
  const id = `${bond}-${position + 1}`;
  return fileOf(id, connectionOf(id, 'ethernet', `master=${bond}`, 'slave-type=bond'), [
    'ethernet',
    `mac-address=${mac}`,
  ]);
}

function cardLines({ mac }: { readonly mac: string | null }): readonly string[] {
  return mac === null ? [] : [`mac-address=${mac}`];
}

function connectionOf(id: string, type: string, ...more: readonly string[]): Section {
  return ['connection', `id=${id}`, `type=${type}`, ...more];
}

function addressingOf({ ipv4, ipv6, ...one }: NetworkInterface, network: MachineNetwork): readonly Section[] {
  const { boot, dns, search } = network;
  const isBoot = boot.interface.on === one.on && boot.interface.vlan === one.vlan;
  const servers = (isVersion6: boolean) => dns.filter((each) => each.includes(':') === isVersion6);
  const named = (isVersion6: boolean, isIn: boolean) => [
    ...(isBoot && servers(isVersion6).length > 0 ? [`dns=${servers(isVersion6).join(';')};`] : []),
    ...(isBoot && isIn && search.length > 0 ? [`dns-search=${search.join(';')};`] : []),
  ];
  return [
    ['ipv4', ...methodOf(ipv4, 'disabled'), ...named(false, ipv4 !== null)],
    ['ipv6', ...methodOf(ipv6, 'auto'), ...named(true, ipv4 === null)],
  ];
}

/** @param without what is said of a family that the network does not speak of */
function methodOf(way: Ipv4Addressing | Ipv6Addressing | null, without: string): readonly string[] {
  if (way === null) return [`method=${without}`];
  if (way.kind !== 'static') return ['method=auto'];
  const gateway = way.gateway === null ? '' : `,${way.gateway}`;
  return ['method=manual', `address1=${way.address}/${way.prefixLength}${gateway}`];
}

function fileOf(id: string, ...sections: readonly Section[]): Keyfile {
  const text = sections.map(([name, ...lines]) => `[${name}]\n${lines.map((line) => `${line}\n`).join('')}`);
  return { name: `${id}.nmconnection`, text: text.join('\n') };
}
