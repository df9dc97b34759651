import { ipxe, words } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';

/** What stands on the machine's screen before anything happens: who, why (with its code), what a person can do. */
export type Announcement = {
  readonly who: string;
  readonly code: string;
  readonly text: string;
  readonly wayOut: string;
  /** It happens every day and nobody has to do anything: no advice on the screen. */
  readonly isRoutine: boolean;
};

export function announce({ who, code, text, wayOut, isRoutine }: Announcement): readonly Statement[] {
  const line = ipxe`echo Netberth ${words(`${code}: ${who}: ${text}`)}`;
  return isRoutine ? [line] : [line, ipxe`echo Netberth ${words(wayOut)}`];
}
