/** `24` -> `255.255.255.0` */
export function netmaskOf(prefixBits: number): string {
  return [0, 1, 2, 3].map((index) => octetMask(prefixBits, index)).join('.');
}

/** 0 to 255: what of octet `index` of an IPv4 address belongs to the network. */
export function octetMask(prefixBits: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefixBits - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}
