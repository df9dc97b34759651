import type { Identity } from '../machines/machine-identity.ts';
import type { Hardware } from '../machines/machine-record.ts';
import type { Pick } from './pick.ts';

/** What a machine told in `/bootstrap?…`, typed once; everything after works with this. */
export type BootRequest = {
  readonly identity: Identity;
  readonly hardware: Hardware;
  /** What a person picked in the menu. */
  readonly pick: Pick | null;
  /** Where it asks from, canonical. */
  readonly address: string;
  /** `http://host:port` as the machine reaches this server. */
  readonly serverUrl: string;
  /** Values that were not usable, for the history: `net0 is not a MAC address`. */
  readonly problems: readonly string[];
};
