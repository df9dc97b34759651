import type { Machine, MachineState, Proof } from '@netberth/api';

export type Network = NonNullable<Machine['network']>;

export type Metadata = Machine['metadata'];

/** What the firmware said of itself, by the names of `/bootstrap`'s parameters. */
export type Hardware = Readonly<Record<string, string>>;

/** A machine as its row says it; times in milliseconds since 1970. */
export type MachineRecord = {
  readonly id: number;
  readonly state: MachineState;
  readonly stateReason: string | null;
  readonly heldFrom: MachineState | null;
  /** What a compare-and-set compares. */
  readonly version: number;
  readonly hostname: string | null;
  readonly address: string | null;
  readonly network: Network | null;
  readonly resting: string;
  readonly metadata: Metadata;
  readonly hardware: Hardware;
  /** The live grant. */
  readonly grantId: number | null;
  readonly startedBoot: number | null;
  readonly pendingSteps: readonly string[];
  readonly discoveredAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly createdAtMs: number;
  /** When a boot recorded it; null for one that a person added or imported. */
  readonly firstSeenAtMs: number | null;
  /** Every grant for it needs a second person. */
  readonly isProtected: boolean;
  /** `key`: without the key of a medium of its own it gets its disk and nothing else. */
  readonly proof: Proof;
  /** The roll-out that moves it at its next boot. */
  readonly rolloutId: number | null;
};

/** On screens and in messages: its host name, else its number. */
export function machineName(machine: Pick<MachineRecord, 'id' | 'hostname'>): string {
  return machine.hostname ? `${machine.hostname} (machine ${machine.id})` : `machine ${machine.id}`;
}
