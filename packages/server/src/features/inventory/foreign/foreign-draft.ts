/** A machine as another tool's file says it, unchecked. */
export type ForeignDraft = {
  /** Where it stands: `system web1`, `line 3`. */
  readonly place: string;
  /** What that tool calls it. */
  readonly name: string;
  readonly hostname: string;
  readonly macs: readonly string[];
  readonly serial: string;
  readonly uuid: string;
  readonly address: string;
  /** A prefix length or a netmask; empty: it is not said. */
  readonly netmask: string;
  readonly gateway: string;
  readonly dns: readonly string[];
  readonly search: readonly string[];
  /** The card that has the address; empty: the only one. */
  readonly card: string;
  /** Empty values are left out. */
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Its system is on its disk, as far as that tool knows. */
  readonly isInstalled: boolean;
  readonly isProtected: boolean;
  /** What is not taken over and a person should know of. */
  readonly notes: readonly string[];
};

export const emptyDraft: ForeignDraft = {
  ...{ place: '', name: '', hostname: '', macs: [], serial: '', uuid: '', address: '', netmask: '' },
  ...{ gateway: '', dns: [], search: [], card: '', labels: {}, metadata: {} },
  ...{ isInstalled: false, isProtected: false, notes: [] },
};

export type ForeignDrafts =
  | { readonly ok: true; readonly drafts: readonly ForeignDraft[] }
  | { readonly ok: false; readonly problems: readonly string[] };
