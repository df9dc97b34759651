import type { dhcpServerKinds } from '@netberth/api';
import type { DhcpPlan } from '../plan-dhcp.ts';
import { dnsmasqLines } from './dnsmasq-lines.ts';
import { edgerouterLines } from './edgerouter-lines.ts';
import { iscLines } from './isc-lines.ts';
import { keaLines } from './kea-lines.ts';
import { mikrotikLines } from './mikrotik-lines.ts';
import { windowsLines } from './windows-lines.ts';
import { bootOfferOf, type BootOffer } from './boot-offer.ts';

export type ForeignServer = (typeof dhcpServerKinds)[number];

const renderers: Readonly<Record<ForeignServer, (offer: BootOffer) => readonly string[]>> = {
  dnsmasq: dnsmasqLines,
  isc: iscLines,
  kea: keaLines,
  windows: windowsLines,
  mikrotik: mikrotikLines,
  edgerouter: edgerouterLines,
};

/** The lines to add to a DHCP server of this kind. Pure. */
export function renderForeignConfig(server: ForeignServer, plan: DhcpPlan): string {
  return `${renderers[server](bootOfferOf(plan)).join('\n')}\n`;
}
