import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { whyLost } from './advance-rollout.ts';
import { isMoving } from './next-rollout-step.ts';
import { findRolloutMachine } from './rollout-machine-store.ts';
import type { RolloutMachineRecord } from './rollout-record.ts';
import { findRollout } from './rollout-store.ts';

/** The version that a machine comes to when it boots now. */
export type Move = {
  readonly image: string;
  readonly profile: ProfileRecord;
  readonly machine: RolloutMachineRecord;
};

/** @returns null when no roll-out has called it, or when that one stands: then it gets what it rests on */
export function* findMove({ id, rolloutId, resting, isProtected }: MachineRecord): Reading<Move | null> {
  if (rolloutId === null || isProtected) return null;
  const rollout = yield* findRollout(rolloutId);
  const machine = yield* findRolloutMachine(rolloutId, id);
  if (!rollout || !machine || !isMoving(rollout.status, machine.phase)) return null;
  if (machine.previous !== resting || (yield* whyLost(rollout)) !== null) return null;
  const profile = yield* findProfile(rollout.profile);
  return profile ? { image: rollout.image, profile, machine } : null;
}
