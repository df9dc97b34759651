import type { Identity } from '../machines/machine-identity.ts';
import type { Hardware } from '../machines/machine-record.ts';

/** What a machine told in `/bootstrap?…`, typed once; everything after works with this. */
export type BootRequest = {
  readonly identity: Identity;
  readonly hardware: Hardware;
  /** The profile a person picked in the menu. */
  readonly pick: string | null;
  /** Where it asks from, canonical. */
  readonly address: string;
  /** `http://host:port` as the machine reaches this server. */
  readonly serverUrl: string;
  /** Values that were not usable, for the history: `net0 is not a MAC address`. */
  readonly problems: readonly string[];
};
