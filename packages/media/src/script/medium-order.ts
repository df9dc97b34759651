import type { MediumFormat } from '@netberth/api';
import type { BootNetwork } from '@netberth/network';
import type { MediumTarget } from '../network/medium-target.ts';

/** Everything that one medium's script says. */
export type MediumOrder = {
  /** Its number, or what stands for one where no server has given any: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** `files`: no image, the loaders and the script by themselves. */
  readonly format: MediumFormat | 'files';
  readonly network: BootNetwork;
  readonly target: MediumTarget;
  /** `bootstrap`: the server decides; `menu`: the menu, whatever the server thinks of the machine. */
  readonly goesTo: 'bootstrap' | 'menu';
  /** For at least so long the server is asked before the machine boots its own disk. */
  readonly waitSeconds: number;
  /** What proves that this medium is the machine's; a secret. */
  readonly key: string | null;
};

/** What the script tells the server of its form. */
export function formOf({ format }: MediumOrder): 'cd' | 'usb' | 'floppy' | 'files' {
  return format === 'iso' ? 'cd' : format;
}
