import ipaddr from 'ipaddr.js';

export type Family = 'IPv4' | 'IPv6';

/** An address, `text` being its shortest spelling. */
export type IpAddress = {
  readonly family: Family;
  readonly text: string;
  readonly bytes: readonly number[];
  /** `unicast`, `private`, `linkLocal`, `multicast`, …: where it may be used. */
  readonly range: string;
};

/** Null for what is no address. Only the full forms: `10.1` is none, and neither is `010.0.0.1` nor `fe80::1%eth0`. */
export function parseAddress(text: string): IpAddress | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text) && !/(^|\.)0\d/.test(text)) {
    const parsed = ipaddr.IPv4.parse(text);
    return { family: 'IPv4', text: parsed.toString(), bytes: parsed.toByteArray(), range: parsed.range() };
  }
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  const parsed = ipaddr.IPv6.parse(text);
  return {
    family: 'IPv6',
    text: parsed.toRFC5952String(),
    bytes: parsed.toByteArray(),
    range: parsed.range(),
  };
}

/** The prefix length that `24` or, for IPv4, `255.255.255.0` stands for; null for neither. */
export function parsePrefixLength(text: string, family: Family): number | null {
  if (/^\d{1,3}$/.test(text)) {
    const length = Number(text);
    return length <= addressBits(family) ? length : null;
  }
  const mask = family === 'IPv4' ? parseAddress(text) : null;
  return mask === null ? null : ipaddr.IPv4.parse(mask.text).prefixLengthFromSubnetMask();
}

export function addressBits(family: Family): number {
  return family === 'IPv4' ? 32 : 128;
}

/** Are both in one network of this prefix length? */
export function isSameNetwork(one: IpAddress, other: IpAddress, prefixLength: number): boolean {
  return (
    one.family === other.family &&
    one.bytes.every(
      (byte, index) => (byte ^ (other.bytes[index] ?? 0)) >> (8 - prefixBitsOf(index, prefixLength)) === 0,
    )
  );
}

/** `zeros`: it names the network itself; `ones`: the broadcast address; null: an address of a host. */
export function hostPart(address: IpAddress, prefixLength: number): 'zeros' | 'ones' | null {
  const hostMasks = address.bytes.map((_, index) => 0xff >> prefixBitsOf(index, prefixLength));
  const hostBits = address.bytes.map((byte, index) => byte & (hostMasks[index] ?? 0));
  if (hostBits.every((bits) => bits === 0)) return 'zeros';
  return hostBits.every((bits, index) => bits === hostMasks[index]) ? 'ones' : null;
}

/** `255.255.255.0` for 24. */
export function netmaskOf(prefixLength: number): string {
  return ipaddr.IPv4.subnetMaskFromPrefixLength(prefixLength).toString();
}

/** How many bits of byte `index` belong to the network. */
function prefixBitsOf(index: number, prefixLength: number): number {
  return Math.min(8, Math.max(0, prefixLength - 8 * index));
}
