import { netmaskOf, parseAddress } from '@netberth/network';
import type { StaticAddress } from '@netberth/network';

/**
 * What iPXE is told. On a /31 it would take the odd address for a broadcast (src/net/ipv4.c), so it gets a /32 and the
 * other address of the pair as its gateway: everything, the peer included, is then reached by it.
 */
export function routeOf({ address, prefixLength, gateway }: StaticAddress): {
  netmask: string;
  gateway: string | null;
} {
  if (prefixLength !== 31) return { netmask: netmaskOf(prefixLength), gateway };
  return { netmask: netmaskOf(32), gateway: gateway ?? peerOf(address) };
}

function peerOf(address: string): string | null {
  const bytes = parseAddress(address)?.bytes;
  return bytes === undefined ? null : bytes.map((byte, index) => (index === 3 ? byte ^ 1 : byte)).join('.');
}
