import type { Firmware } from '@netberth/catalogue';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { identifyMachine } from '../machines/identify-machine.ts';
import { worthOfKey } from '../machines/machine-key-store.ts';
import type { Known } from '../machines/known-machines.ts';
import type { Hardware, MachineRecord } from '../machines/machine-record.ts';
import { countMachinesFirstSeenSince, findMachine } from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { findGrant } from '../provisioning/grant-store.ts';
import { findMove } from '../rollouts/find-move.ts';
import type { BootRequest } from './boot-request.ts';
import { profilesInQuestion } from './decide-boot.ts';
import type { NewMachines, ShownProof, Situation } from './decide-boot.ts';
import { firmwareOf, ipxePlatformOf } from './ipxe-platform.ts';

export type BootSettings = {
  readonly newMachines: NewMachines;
  readonly newMachinesPerMinute: number;
  /** Absent: installers are told nothing of it. */
  readonly logs?: { readonly syslog: { readonly port: number } | null };
};

/** What of a request counts. */
export type AskedBy = Pick<BootRequest, 'identity' | 'address' | 'pick' | 'keyHash'> &
  Partial<Pick<BootRequest, 'hardware'>>;

/** Everything the decision looks at, as the database has it now. */
export function* gatherSituation(
  { identity, address, pick, keyHash, hardware }: AskedBy,
  { newMachines, newMachinesPerMinute }: BootSettings,
  known: Known,
): Reading<Situation> {
  const nowMs = yield* now();
  const identification = identifyMachine(identity, known.identifiers);
  const machine = identification.kind === 'known' ? yield* machineIn(known, identification.machineId) : null;
  const grant = machine?.grantId ? ((yield* findGrant(machine.grantId)) ?? null) : null;
  const move = machine === null ? null : yield* findMove(machine);
  const profiles = new Map<string, ProfileRecord>();
  for (const name of profilesInQuestion(machine, grant, newMachines, pick)) {
    const profile = yield* findProfile(name);
    if (profile) profiles.set(name, profile);
  }
  const isNewLimitReached =
    identification.kind === 'unknown' &&
    (yield* countMachinesFirstSeenSince(nowMs - 60_000)) >= newMachinesPerMinute;
  const newLimit = newMachinesPerMinute;
  return {
    nowMs,
    address,
    proof: keyHash === null ? { kind: 'none' } : yield* proofOf(machine, keyHash),
    pick,
    hardware: {
      ramMib: ramOf(hardware) ?? ramOf(machine?.hardware),
      firmware: firmwareIn(hardware) ?? firmwareIn(machine?.hardware) ?? null,
    },
    identification,
    machine,
    grant,
    move,
    profiles,
    newMachines,
    newLimit,
    isNewLimitReached,
  };
}

function* machineIn({ first }: Known, id: number): Reading<MachineRecord | null> {
  return first?.id === id ? first : ((yield* findMachine(id)) ?? null);
}

/** What it told at its last visit counts where it tells nothing now. */
function ramOf(hardware: Hardware | undefined): number | null {
  const text = hardware?.['ram'];
  return text === undefined ? null : Number(text);
}

function firmwareIn(hardware: Hardware | undefined): Firmware | undefined {
  return firmwareOf(ipxePlatformOf(hardware?.['platform']));
}

function* proofOf(machine: MachineRecord | null, keyHash: string): Reading<ShownProof> {
  return machine === null ? { kind: 'wrong' } : yield* worthOfKey(machine.id, keyHash);
}
