import { isIP } from 'node:net';

/** One spelling for one address: `::ffff:192.0.2.1` is `192.0.2.1`, a zone (`%eth0`) is dropped, IPv6 in lower case. */
export function canonicalAddress(address: string): string {
  if (!address.includes(':')) return address;
  const plain = address.split('%', 1)[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  if (isIP(plain) !== 6) return plain;
  return new URL(`http://[${plain}]/`).hostname.slice(1, -1);
}

/** Whoever has one IPv6 address has the whole /64. @param address as {@link canonicalAddress} spells it */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...middle, ...back].slice(0, 4).join(':');
}
