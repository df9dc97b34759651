/** Six times 0xff, then the MAC sixteen times (AMD, Magic Packet Technology, 1995). @param mac lower-case, colons */
export function magicPacket(mac: string): Uint8Array {
  const address = mac.split(':').map((octet) => Number.parseInt(octet, 16));
  return Uint8Array.from([...Array<number>(6).fill(0xff), ...Array<number[]>(16).fill(address).flat()]);
}
