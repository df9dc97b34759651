import { addressBits, hostPart, parseAddress, parsePrefixLength, type IpAddress } from './ip-address.ts';

/** One word of the field `ip`. */
export type AddressWord =
  | { readonly kind: 'dhcp' }
  | { readonly kind: 'slaac' }
  | { readonly kind: 'static'; readonly address: IpAddress; readonly prefixLength: number }
  | { readonly kind: 'bad'; readonly message: string };

const impossibleRanges = new Set(['unspecified', 'broadcast', 'multicast', 'loopback', 'ipv4Mapped']);

/** `192.0.2.10/24`, `192.0.2.10/255.255.255.0`, `2001:db8::10/64`, `dhcp` or `slaac`. */
export function parseAddressWord(text: string): AddressWord {
  const lower = text.toLowerCase();
  if (lower === 'dhcp' || lower === 'slaac') return { kind: lower };
  const [addressText = '', prefixText, ...more] = text.split('/');
  const address = parseAddress(addressText);
  if (address === null || more.length > 0)
    return bad(`"${text}" is not an address: wanted 192.0.2.10/24, 2001:db8::10/64, dhcp or slaac`);
  if (prefixText === undefined) {
    const example = address.family === 'IPv4' ? 24 : 64;
    return bad(`"${text}" has no prefix length: write "${text}/${example}", with that of your network`);
  }
  const prefixLength = parsePrefixLength(prefixText, address.family);
  if (prefixLength === null || prefixLength === 0)
    return bad(`"${text}" has no prefix length from 1 to ${addressBits(address.family)} behind its "/"`);
  const fault = hostFault(address, prefixLength);
  return fault === null ? { kind: 'static', address, prefixLength } : bad(`"${text}" ${fault}`);
}

/** Why no machine can have this address; null: one can. A /31 and a /127 have two hosts and nothing else (RFC 3021, 6164). */
function hostFault(address: IpAddress, prefixLength: number): string | null {
  if (impossibleRanges.has(address.range)) return `is no address of a machine: it is ${address.range}`;
  if (prefixLength >= addressBits(address.family) - 1) return null;
  const part = hostPart(address, prefixLength);
  if (part === 'zeros') return 'is the network itself: name an address inside it';
  if (part === 'ones' && address.family === 'IPv4') return 'is the broadcast address of its network';
  return null;
}

function bad(message: string): AddressWord {
  return { kind: 'bad', message };
}
