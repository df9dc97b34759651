import type { BootNetwork, NetworkField, NetworkText } from '@netberth/network';
import { parseTarget, targetFault, type MediumTarget } from './medium-target.ts';
import { parseBootNetwork } from '@netberth/network';

/** How a medium reaches its server: the network and the URL, as people write them. */
export type WayText = NetworkText & { readonly bootUrl: string | null };
export type WayField = NetworkField | 'bootUrl';
export type WayRemark = { readonly field: WayField; readonly message: string };

export type ParsedWay =
  | {
      readonly kind: 'way';
      readonly network: BootNetwork;
      readonly target: MediumTarget;
      readonly warnings: readonly WayRemark[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly WayRemark[] };

/** The network and the server together: each by itself, and whether the one can reach the other. */
export function parseMediumWay(text: WayText): ParsedWay {
  const parsed = parseBootNetwork(text);
  const problems: WayRemark[] = parsed.kind === 'refused' ? [...parsed.problems] : [];
  const target =
    text.bootUrl === null
      ? ({ kind: 'refused', message: 'is missing: the URL at which machines reach the server' } as const)
      : parseTarget(text.bootUrl);
  if (target.kind === 'refused') problems.push({ field: 'bootUrl', message: target.message });
  if (parsed.kind === 'refused' || target.kind === 'refused') return { kind: 'refused', problems };
  const fault = targetFault(target.target, parsed.network);
  if (fault !== null) return { kind: 'refused', problems: [{ field: 'bootUrl', message: fault }] };
  return { kind: 'way', network: parsed.network, target: target.target, warnings: parsed.warnings };
}
