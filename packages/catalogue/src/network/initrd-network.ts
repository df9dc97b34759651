import { dhcpNetwork, type MachineNetwork } from '@netberth/network';
import { networkArguments } from './net-styles.ts';
import type { NetStyleName } from './net-style-name.ts';
import { networkWords } from './network-words.ts';
import { withOwnCard } from './with-own-card.ts';

export type InitrdNetwork =
  | { readonly ok: true; readonly args: readonly string[] }
  | { readonly ok: false; readonly why: string };

/**
 * Kernel arguments by which an initrd of this style comes into the network of a machine.
 * @param network null: nothing is known, it asks DHCP by the card that iPXE came up with (the settings `ownCardSettings`)
 */
export function initrdNetwork(
  style: NetStyleName,
  network: MachineNetwork | null,
  hostname: string | null,
): InitrdNetwork {
  const read = networkWords(network ?? dhcpNetwork, hostname);
  if (!read.ok) return { ok: false, why: read.problems.join('; ') };
  const told = networkArguments(style, withOwnCard(read.words));
  return told.ok ? { ok: true, args: told.text.args } : { ok: false, why: told.why };
}
