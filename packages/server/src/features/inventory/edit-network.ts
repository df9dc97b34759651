import { readMac } from '@netberth/network';
import type { InterfaceDocument, NetworkDocument } from '@netberth/network';
import type { KnownNetwork, NetworkWords } from './network-words.ts';

/** Do these words say more than the address that a machine is known by? */
export function isAboutNetwork({ network, address: known }: KnownNetwork, words: NetworkWords): boolean {
  const { address, gateway, dns, search, vlan, mtu, card } = words;
  if ([gateway, dns, search, vlan, mtu, card].some((word) => word !== undefined)) return true;
  if (address === undefined || address === known) return false;
  return network !== null || /\/|,| |^(dhcp|slaac)$/i.test(address);
}

const blank: NetworkDocument = {
  interfaces: [
    { mac: null, name: null, bond: null, vlan: null, mtu: null, addresses: ['dhcp'], gateways: [] },
  ],
  dns: [],
  search: [],
  boot: null,
};

/** The document with these words put into the interface that the machine boots by; empty ones take out what was there. */
export function editNetwork(before: NetworkDocument | null, words: NetworkWords): NetworkDocument {
  const document = before ?? blank;
  const at = Math.max(
    0,
    document.interfaces.findIndex((each) => isBootInterface(each, document.boot)),
  );
  const interfaces = document.interfaces.map((each, index) =>
    index === at ? editInterface(each, words) : each,
  );
  const { dns, search } = words;
  return {
    ...document,
    interfaces,
    boot: bootAfter(document.boot, words.card),
    ...(dns !== undefined && { dns: splitWords(dns) }),
    ...(search !== undefined && { search: splitWords(search) }),
  };
}

function isBootInterface({ mac, bond }: InterfaceDocument, boot: string | null): boolean {
  return boot === null || mac === boot || (bond?.members.some((member) => member.mac === boot) ?? false);
}

function editInterface(before: InterfaceDocument, words: NetworkWords): InterfaceDocument {
  const { address, gateway, vlan, mtu, card } = words;
  return {
    ...before,
    ...(vlan !== undefined && { vlan: numberOf(vlan) }),
    ...(mtu !== undefined && { mtu: numberOf(mtu) }),
    ...(address !== undefined && { addresses: address === '' ? ['dhcp'] : splitWords(address) }),
    gateways: gateway === undefined ? gatewaysAfter(before, address) : splitWords(gateway),
    ...(card !== undefined && before.bond === null && cardOf(card)),
  };
}

/** A router goes with the last address of its family. */
function gatewaysAfter({ gateways }: InterfaceDocument, address: string | undefined): string[] {
  if (address === undefined) return gateways;
  const hasIpv6 = (text: string) => text.includes(':');
  const fixed = splitWords(address).filter((word) => word.includes('/'));
  return gateways.filter((gateway) => fixed.some((word) => hasIpv6(word) === hasIpv6(gateway)));
}

function numberOf(word: string): number | null {
  return word === '' ? null : Number(word);
}

/** A MAC says which card it is, anything else what the installed system calls it. */
function cardOf(word: string): Partial<InterfaceDocument> {
  if (word === '') return { mac: null, name: null };
  return isMac(word) ? { mac: word } : { name: word };
}

function bootAfter(before: string | null, card: string | undefined): string | null {
  if (card === '') return null;
  return card !== undefined && isMac(card) ? card : before;
}

function isMac(word: string): boolean {
  return readMac(word).problem === null;
}

function splitWords(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
