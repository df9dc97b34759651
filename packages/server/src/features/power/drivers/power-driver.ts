import type { PowerState } from '@netberth/api';

/**
 * What came of asking a machine's BMC. `away`: nobody answered, and nothing was done. `busy`: it cannot just now, and has
 * done nothing. `refused`: asking again is no use, or harms (accounts are locked). `unclear`: it was asked, and nobody
 * knows whether it has done it.
 */
export type PowerOutcome<Value> = { readonly kind: 'done'; readonly value: Value } | PowerFailure;
export type PowerFailure = {
  readonly kind: 'away' | 'busy' | 'refused' | 'unclear';
  /** In words for people, without the password. */
  readonly why: string;
};

export type Seen = {
  readonly state: PowerState;
  /** What it boots the next time, where that can be asked. */
  readonly next: string | null;
  /** What is in its virtual drive. */
  readonly medium: string | null;
  /** Vendor and model of what answers. */
  readonly model: string | null;
};

export type Switching = 'on' | 'off' | 'cycle' | 'reset';

/** One machine's power. Every call has an end: no driver waits for longer than a few minutes. */
export type PowerDriver = {
  readonly look: () => Promise<PowerOutcome<Seen>>;
  readonly switch: (action: Switching) => Promise<PowerOutcome<null>>;
  /** Once, at the next boot. */
  readonly bootNext: (device: 'pxe' | 'cd' | 'disk') => Promise<PowerOutcome<null>>;
  /** The image behind this URL becomes a CD of the machine, in place of what is in the drive. */
  readonly insert: (url: string) => Promise<PowerOutcome<null>>;
  /** An empty drive stays as it is. */
  readonly eject: () => Promise<PowerOutcome<null>>;
  readonly close: () => Promise<void>;
};

/** What a driver is told of its machine. */
export type DrivenMachine = {
  readonly id: number;
  readonly hostname: string | null;
  readonly macs: readonly string[];
  /** Its firmware was last seen to be UEFI. */
  readonly isEfi: boolean;
};

export const done = { kind: 'done', value: null } as const;

export function failed(kind: PowerFailure['kind'], why: string): PowerFailure {
  return { kind, why };
}
