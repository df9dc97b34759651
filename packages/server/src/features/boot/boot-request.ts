import type { Identity } from '../machines/machine-identity.ts';
import type { Hardware } from '../machines/machine-record.ts';
import type { MenuPick } from './menu-pick.ts';

/** How the script of a medium was started; `files`: no image, the loaders and the script by themselves. */
export type MediumForm = 'cd' | 'usb' | 'floppy' | 'files';

/** The boot medium it says it came from; nothing vouches for it but the key. */
export type AskingMedium = {
  /** The number of a medium that a server made, or `offline-…`. */
  readonly id: string;
  readonly form: MediumForm;
  /** The network card that it asks by: `net0`, `net1-12` with its VLAN. */
  readonly card: string;
  /** From 1 on; 0: a person typed the network. */
  readonly attempt: number;
};

/** What a machine told in `/bootstrap?…`, typed once; everything after works with this. */
export type BootRequest = {
  readonly identity: Identity;
  readonly hardware: Hardware;
  /** What a person picked in the menu. */
  readonly pick: MenuPick | null;
  readonly medium: AskingMedium | null;
  /** The boot that it says it has been waiting since; one that only asks again is no new boot. */
  readonly waiting: number | null;
  /** SHA-256 of the key that its medium sent. */
  readonly keyHash: string | null;
  /** Where it asks from, canonical. */
  readonly address: string;
  /** `http://host:port` as the machine reaches this server. */
  readonly serverUrl: string;
  /** Values that were not usable, for the history: `net0 is not a MAC address`. */
  readonly problems: readonly string[];
};
