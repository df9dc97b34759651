import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachines, updateMachine } from '../machines/machine-store.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { leaveTheRest, machinesOfRollout, moveInRollout } from './rollout-machine-store.ts';
import type { RolloutMachineRecord, RolloutRecord } from './rollout-record.ts';
import { updateRollout } from './rollout-store.ts';
import { hasMoved, whyNotBack } from './who-goes-back.ts';

/** Each machine that moved gets what it rested on before, at its next boot; the others never move. */
export function* rollBack(rollout: RolloutRecord): Writing<RolloutRecord> {
  yield* leaveTheRest(rollout.id, 'the roll-out was taken back before its turn');
  const moved = (yield* machinesOfRollout(rollout.id)).filter(({ phase }) => hasMoved(phase));
  const found = yield* findMachines(moved.map(({ machineId }) => machineId));
  const byId = new Map(found.map((machine) => [machine.id, machine]));
  yield* demandWaysBack(moved);
  const left: number[] = [];
  for (const moving of moved) {
    const machine = byId.get(moving.machineId);
    if (machine && !(yield* bringBack(moving, machine, rollout.profile))) left.push(machine.id);
  }
  const why = left.length === 0 ? null : `left as they are: machines ${left.slice(0, 20).join(', ')}`;
  return yield* updateRollout(rollout, { status: 'back', why, endedAtMs: yield* now() });
}

function* bringBack(moving: RolloutMachineRecord, machine: MachineRecord, profile: string): Writing<boolean> {
  const { phase, previous } = moving;
  const { resting, state, isProtected } = machine;
  const moved = { phase, previous, resting, isProtected, isHeld: state === 'held' };
  const why = whyNotBack(moved, profile);
  yield* moveInRollout(moving, why === undefined ? 'back' : 'left', { why: why ?? null });
  if (why === undefined) yield* updateMachine(machine, { resting: previous, rolloutId: null });
  return why === undefined;
}

/** @throws CommandRefused when machines would come back to a profile that is not there any more */
function* demandWaysBack(moved: readonly RolloutMachineRecord[]): Reading<void> {
  for (const previous of new Set(moved.map((moving) => moving.previous))) {
    if (previous === 'disk' || previous === 'menu') continue;
    const profile = yield* findProfile(previous);
    const why = profile ? (profile.destructive ? 'is destructive now' : undefined) : 'is not there any more';
    if (why !== undefined) throw new CommandRefused('rolloutNoWayBack', { profile: previous, why });
  }
}
