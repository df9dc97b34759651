import { bootFileLines, clientTagLines } from '../dnsmasq/render-dnsmasq-config.ts';
import type { BootOffer } from './boot-offer.ts';

/** For a dnsmasq that is not ours, in `/etc/dnsmasq.d/netberth.conf`. */
export function dnsmasqLines({ origin, clients }: BootOffer): readonly string[] {
  const loaders = new Map(clients.map(({ name, loader }) => [name, loader] as const));
  return [...clientTagLines({ loaders }), ...bootFileLines(loaders, origin, '', false)];
}
