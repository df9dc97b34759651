import { ipxe, words } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';

/** What stands on the machine's screen before anything happens: who, why (with its code), what a person can do. */
export type Announcement = {
  readonly who: string;
  readonly code: string;
  readonly text: string;
  readonly wayOut: string;
};

export function announce({ who, code, text, wayOut }: Announcement): readonly Statement[] {
  return [ipxe`echo Netberth ${words(`${code}: ${who}: ${text}`)}`, ipxe`echo Netberth ${words(wayOut)}`];
}
