import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isInReach } from '../machines/machine-reach.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { profileNotFound } from './profile-not-found.ts';
import type { ProfileRecord } from './profile-record.ts';
import { findProfile } from './profile-store.ts';
import { machinesUsing } from './machines-using.ts';

/** Everything that a machine would be served of a profile, rendered once. @returns what cannot be made */
export type RenderProfile = (machine: MachineRecord, profile: ProfileRecord) => Reading<readonly string[]>;

/** @throws CommandRefused when there is none */
export function* requireProfile(name: string): Reading<ProfileRecord> {
  const profile = yield* findProfile(name);
  if (!profile) throw yield* profileNotFound(name);
  return profile;
}

/** What an answer file tells of a machine is for those who may see the machine. @throws CommandRefused */
export function* requireReadable(reference: string, actor: Actor): Reading<MachineRecord> {
  const machine = yield* requireMachine(reference);
  if (yield* isInReach(machine.id, actor, 'machine:read')) return machine;
  throw new CommandRefused('machineUnknown', { machine: reference });
}

/** @throws CommandRefused when a machine that needs the profile could not be served it */
export function* renderForAll(profile: ProfileRecord, render: RenderProfile): Reading<void> {
  for (const machine of yield* machinesUsing(profile.name)) {
    const [why] = yield* render(machine, profile);
    if (why !== undefined) {
      throw new CommandRefused('templateRefused', { profile: profile.name, machine: machine.id, why });
    }
  }
}
