import type { BootNetwork, NetworkField } from './boot-network.ts';
import { findClashes } from './find-clashes.ts';
import type { Card, MachineNetwork, NetworkInterface, Place } from './machine-network.ts';
import type { InterfaceDocument, NetworkDocument } from './network-document.ts';
import { parseBootNetwork, readMac } from './parse-boot-network.ts';

/** What is wrong, or only unusual, at a place of the document: `interfaces.0.addresses`. */
export type DocumentRemark = { readonly field: string; readonly message: string };

export type ParsedMachineNetwork =
  | {
      readonly kind: 'network';
      readonly network: MachineNetwork;
      readonly warnings: readonly DocumentRemark[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly DocumentRemark[] };

type Remarks = { readonly problems: DocumentRemark[]; readonly warnings: DocumentRemark[] };

const interfaceName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;
const domainName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
/** RFC 791 and RFC 8200: what every host must be able to take in one piece. */
const leastMtu = { IPv4: 576, IPv6: 1280 } as const;

/**
 * The network that a document means, or everything that is wrong with it.
 *
 * Example: `parseMachineNetwork(writtenNetworkSchema.parse({ interfaces: [{ addresses: ['192.0.2.10/24'] }] }))`.
 */
export function parseMachineNetwork(document: NetworkDocument): ParsedMachineNetwork {
  const remarks: Remarks = { problems: [], warnings: [] };
  const interfaces = document.interfaces.map((each, index) =>
    readInterface(each, `interfaces.${index}`, remarks),
  );
  const network: MachineNetwork = {
    interfaces,
    boot: readBoot(document, interfaces, remarks),
    dns: readNameServers(document.dns, remarks),
    search: document.search.map((domain) => readDomain(domain, remarks)),
  };
  if (remarks.problems.length === 0) {
    const { problems, warnings } = findClashes(interfaces);
    remarks.problems.push(...problems);
    remarks.warnings.push(...warnings);
  }
  if (remarks.problems.length > 0) return { kind: 'refused', problems: remarks.problems };
  return { kind: 'network', network, warnings: remarks.warnings };
}

function readInterface(document: InterfaceDocument, at: string, remarks: Remarks): NetworkInterface {
  const place = readPlace(document, at, remarks);
  const on = readCard(document, at, remarks);
  const tagged = place.vlan === null || on.name === null ? null : `${on.name}.${place.vlan}`;
  if (tagged !== null && !interfaceName.test(tagged))
    complain(
      remarks,
      `${at}.name`,
      `"${on.name}" is too long for a VLAN on it: "${tagged}" has more than 15 characters`,
    );
  return { on, mtu: readMtu(document.mtu, place, at, remarks), ...place };
}

function readPlace(
  { addresses, gateways, vlan }: Pick<InterfaceDocument, 'addresses' | 'gateways' | 'vlan'>,
  at: string,
  remarks: Remarks,
): Place {
  const isEmpty = addresses.length === 0;
  const parsed = parseBootNetwork({
    ip: isEmpty ? ['dhcp'] : addresses,
    gateway: gateways,
    dns: [],
    vlan: vlan === null ? null : String(vlan),
    mac: null,
  });
  const fields: Readonly<Record<NetworkField, string>> = {
    ...{ ip: 'addresses', gateway: 'gateways', dns: 'dns', vlan: 'vlan', mac: 'mac' },
  };
  const placed = (said: readonly { field: NetworkField; message: string }[]) =>
    said.map(({ field, message }) => ({ field: `${at}.${fields[field]}`, message }));
  if (parsed.kind === 'refused') {
    remarks.problems.push(...placed(parsed.problems));
    return { vlan: null, ipv4: null, ipv6: null };
  }
  remarks.warnings.push(...placed(parsed.warnings));
  const { ipv4, ipv6 }: BootNetwork = parsed.network;
  return { vlan: parsed.network.vlan, ...(isEmpty ? { ipv4: null, ipv6: null } : { ipv4, ipv6 }) };
}

function readCard(document: InterfaceDocument, at: string, remarks: Remarks): NetworkInterface['on'] {
  const name = readName(document.name, at, remarks);
  const mac = document.mac === null ? null : readMacAt(document.mac, `${at}.mac`, remarks);
  const { bond } = document;
  if (bond === null) return { kind: 'card', mac, name };
  if (mac !== null) complain(remarks, `${at}.mac`, 'is not for a bond: its members have theirs');
  if (name === null) complain(remarks, `${at}.name`, 'is missing: a bond has a name, such as bond0');
  const members = bond.members.map((member, index): Card => {
    const where = `${at}.bond.members.${index}`;
    return {
      mac: readMacAt(member.mac, `${where}.mac`, remarks),
      name: readName(member.name, where, remarks),
    };
  });
  const meanwhile =
    bond.meanwhile === null ? null : readPlace(bond.meanwhile, `${at}.bond.meanwhile`, remarks);
  return { kind: 'bond', name: name ?? '', mode: bond.mode, members, meanwhile };
}

function readBoot(
  { boot }: NetworkDocument,
  interfaces: readonly NetworkInterface[],
  remarks: Remarks,
): MachineNetwork['boot'] {
  const first = interfaces[0] as NetworkInterface; // the schema wants one at least
  const asked = boot === null ? null : readMacAt(boot, 'boot', remarks);
  const owner = asked === null ? first : interfaces.find(({ on }) => macsOf(on).includes(asked));
  if (owner === undefined)
    complain(remarks, 'boot', `"${boot}" is the card of none of its interfaces, and no member of a bond`);
  const used = owner ?? first;
  const place = (used.on.kind === 'bond' ? used.on.meanwhile : null) ?? used;
  if (place.ipv4 === null && place.ipv6 === null && remarks.problems.length === 0)
    complain(
      remarks,
      `interfaces.${interfaces.indexOf(used)}.addresses`,
      'is empty, and the machine boots by it',
    );
  return { interface: used, mac: asked ?? macsOf(used.on)[0] ?? null };
}

/** The cards that an interface is made of, as far as they are known. */
export function macsOf(on: NetworkInterface['on']): readonly string[] {
  if (on.kind === 'bond') return on.members.map(({ mac }) => mac);
  return on.mac === null ? [] : [on.mac];
}

function readNameServers(texts: readonly string[], remarks: Remarks): readonly string[] {
  const parsed = parseBootNetwork({ ip: [], gateway: [], dns: texts, vlan: null, mac: null });
  if (parsed.kind === 'network') return parsed.network.dns;
  remarks.problems.push(...parsed.problems);
  return [];
}

function readMtu(mtu: number | null, { ipv6 }: Place, at: string, remarks: Remarks): number | null {
  if (mtu === null) return null;
  const least = ipv6 === null ? leastMtu.IPv4 : leastMtu.IPv6;
  if (mtu < least || mtu > 65_535)
    complain(remarks, `${at}.mtu`, `"${mtu}" is not the size of a packet from ${least} to 65535`);
  return mtu;
}

function readMacAt(text: string, field: string, remarks: Remarks): string {
  const { mac, problem } = readMac(text);
  if (problem !== null) complain(remarks, field, problem);
  return mac;
}

function readName(name: string | null, at: string, remarks: Remarks): string | null {
  if (name !== null && !interfaceName.test(name))
    complain(remarks, `${at}.name`, `"${name}" is not the name of an interface, such as ens3`);
  return name;
}

function readDomain(domain: string, remarks: Remarks): string {
  if (!domainName.test(domain)) complain(remarks, 'search', `"${domain}" is not the name of a domain`);
  return domain.toLowerCase();
}

function complain({ problems }: Remarks, field: string, message: string): void {
  problems.push({ field, message });
}
