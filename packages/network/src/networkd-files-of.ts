import { knownCards } from './known-cards.ts';
import type { AnyCard } from './known-cards.ts';
import type { Bond, MachineNetwork, NetworkInterface } from './machine-network.ts';

/** A file below `/etc/systemd/network`. */
export type NetworkdFile = { readonly name: string; readonly text: string };

type Section = readonly [name: string, ...lines: readonly string[]];
type Lower = { readonly name: string; readonly match: readonly string[] };

/**
 * A network as systemd-networkd reads it (systemd.network(5), systemd.netdev(5)). A card is told by the MAC that it was made
 * with, because bonds and VLANs take over that of a card.
 * @returns null where a card has neither a MAC nor a name
 */
export function networkdFilesOf(network: MachineNetwork): readonly NetworkdFile[] | null {
  if (knownCards(network) === null) return null;
  const groups = Map.groupBy(network.interfaces, lowerName);
  return [...groups.entries()].flatMap(([, group], index) => filesOf(group, index, network));
}

/** VLANs on the same card or bond belong together: it must name them all. */
function lowerName({ on }: NetworkInterface): string {
  return on.kind === 'bond' ? on.name : (on.mac ?? on.name ?? '');
}

function filesOf(
  group: readonly NetworkInterface[],
  index: number,
  network: MachineNetwork,
): readonly NetworkdFile[] {
  const [first] = group;
  if (first === undefined) return [];
  const { on } = first;
  const lower: Lower =
    on.kind === 'bond'
      ? { name: on.name, match: [`Name=${on.name}`] }
      : { name: on.name ?? `card${index + 1}`, match: [matchOf(on)] };
  const vlans = group.flatMap((one) =>
    one.vlan === null ? [] : [{ one, vlan: one.vlan, name: `${lower.name}.${one.vlan}` }],
  );
  const plain = group.find(({ vlan }) => vlan === null);
  const carried = vlans.map(({ name }) => `VLAN=${name}`);
  // A VLAN carries no larger packets than what it is on.
  const mtu = Math.max(0, ...group.map((one) => one.mtu ?? 0));
  const own =
    plain === undefined
      ? [...linkOf(mtu), ['Network', 'LinkLocalAddressing=no', ...carried] as const]
      : sectionsOf({ ...plain, mtu }, network, carried);
  return [
    ...(on.kind === 'bond' ? bondFiles(on) : []),
    fileOf(`${lower.name}.network`, ['Match', ...lower.match], ...own),
    ...vlans.flatMap(({ one, vlan, name }) => [
      fileOf(`${name}.netdev`, ['NetDev', `Name=${name}`, 'Kind=vlan'], ['VLAN', `Id=${vlan}`]),
      fileOf(`${name}.network`, ['Match', `Name=${name}`], ...sectionsOf(one, network, [])),
    ]),
  ];
}

function matchOf({ mac, name }: AnyCard): string {
  return mac === null ? `Name=${name ?? ''}` : `PermanentMACAddress=${mac}`;
}

function bondFiles({ name, mode, members }: Bond): readonly NetworkdFile[] {
  return [
    fileOf(`${name}.netdev`, ['NetDev', `Name=${name}`, 'Kind=bond'], ['Bond', `Mode=${mode}`]),
    ...members.map((member, index) =>
      fileOf(`${name}-${index + 1}.network`, ['Match', matchOf(member)], ['Network', `Bond=${name}`]),
    ),
  ];
}

function sectionsOf(
  { ipv4, ipv6, mtu, ...one }: NetworkInterface,
  { boot, dns, search }: MachineNetwork,
  more: readonly string[],
): readonly Section[] {
  const ways = [ipv4, ipv6].flatMap((way) => (way?.kind === 'static' ? [way] : []));
  const isBoot = boot.interface.on === one.on && boot.interface.vlan === one.vlan;
  const lines = [
    ...(ipv4?.kind === 'dhcp' ? ['DHCP=ipv4'] : []),
    ...(ipv6?.kind === 'slaac' ? ['IPv6AcceptRA=yes'] : []),
    ...ways.map(({ address, prefixLength }) => `Address=${address}/${prefixLength}`),
    ...(isBoot
      ? [...dns.map((server) => `DNS=${server}`), ...search.map((domain) => `Domains=${domain}`)]
      : []),
    ...more,
  ];
  const routes = ways.flatMap(({ gateway }): readonly Section[] =>
    gateway === null ? [] : [['Route', `Gateway=${gateway}`, 'GatewayOnLink=yes']],
  );
  return [...linkOf(mtu), ['Network', ...lines], ...routes];
}

function linkOf(mtu: number | null): readonly Section[] {
  return mtu === null || mtu === 0 ? [] : [['Link', `MTUBytes=${mtu}`]];
}

function fileOf(name: string, ...sections: readonly Section[]): NetworkdFile {
  const text = sections.map(
    ([title, ...lines]) => `[${title}]\n${lines.map((line) => `${line}\n`).join('')}`,
  );
  return { name: `10-${name}`, text: text.join('\n') };
}
