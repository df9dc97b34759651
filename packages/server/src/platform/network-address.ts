import { isIP } from 'node:net';

/** One spelling for one address: `::ffff:192.0.2.1` is `192.0.2.1`, a zone (`%eth0`) is dropped, IPv6 in lower case. */
export function canonicalAddress(address: string): string {
  const plain = address.split('%', 1)[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  if (isIP(plain) !== 6) return plain;
  return new URL(`http://[${plain}]/`).hostname.slice(1, -1);
}
