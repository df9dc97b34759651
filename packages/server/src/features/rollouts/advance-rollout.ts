import type { RolloutPhase } from '@netberth/api';
import { now, readQuery } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { raiseEvent } from '../events/event-store.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { nextRolloutStep } from './next-rollout-step.ts';
import type { Ended, RolloutFact } from './next-rollout-step.ts';
import { callMachines, findRolloutMachine, leaveTheRest, moveInRollout } from './rollout-machine-store.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { updateRollout } from './rollout-store.ts';

/** Does what comes next. Done again, it changes nothing: what was called is under way. */
export function* advanceRollout(rollout: RolloutRecord): Writing<RolloutRecord> {
  const nowMs = yield* now();
  const { status, order } = rollout;
  const lost = yield* whyLost(rollout);
  const { ended, next } = nextRolloutStep({
    nowMs,
    status,
    order,
    lost,
    machines: yield* readFacts(rollout),
  });
  yield* endMachines(rollout.id, ended);
  switch (next.kind) {
    case 'wait':
      return ended.length === 0 ? rollout : yield* updateRollout(rollout, {});
    case 'call':
      yield* callMachines(rollout.id, next.ids, nowMs);
      return yield* updateRollout(rollout, {});
    case 'pause':
      yield* tell(rollout, 'alert', `is paused: ${next.why}`);
      return yield* updateRollout(rollout, { status: 'paused', why: next.why });
    case 'stop':
      yield* leaveTheRest(rollout.id, 'the roll-out was stopped before its turn');
      yield* tell(rollout, 'alert', `is stopped: ${next.why}`);
      return yield* updateRollout(rollout, { status: 'stopped', why: next.why, endedAtMs: nowMs });
    case 'done':
      yield* leaveTheRest(rollout.id, 'the roll-out was over before its turn');
      yield* tell(rollout, 'note', 'is done');
      return yield* updateRollout(rollout, { status: 'done', why: null, endedAtMs: nowMs });
  }
}

/** @returns why the version that it began with can be given to nobody else; null: it can */
export function* whyLost({ profile: name, profileVersion }: RolloutRecord): Reading<string | null> {
  const profile = yield* findProfile(name);
  if (!profile) return `the profile ${name} was removed`;
  if (profile.version !== profileVersion) return `the profile ${name} was replaced since it began`;
  return profile.destructive ? `the profile ${name} is destructive` : null;
}

function* endMachines(rolloutId: number, ended: readonly Ended[]): Writing<void> {
  for (const { id, phase, why } of ended) {
    const machine = yield* findRolloutMachine(rolloutId, id);
    if (machine) yield* moveInRollout(machine, phase, { why });
  }
}

function* tell(
  { id, image, profile }: RolloutRecord,
  severity: 'note' | 'alert',
  what: string,
): Writing<void> {
  const message = `the roll-out of ${image} to ${profile} ${what}`;
  yield* raiseEvent({ severity, kind: `rollout ${id} ${severity}`, message, machineId: null });
}

function* readFacts(rollout: RolloutRecord): Reading<readonly RolloutFact[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rollout_machines as moving')
      .leftJoin('machines', 'machines.id', 'moving.machine_id')
      .select(['moving.machine_id', 'moving.phase', 'moving.staged', 'moving.previous'])
      .select(['moving.called_at_ms', 'moving.booted_at_ms'])
      .select(['machines.state', 'machines.protected', 'machines.resting', 'machines.grant_id'])
      .where('moving.rollout_id', '=', rollout.id)
      .orderBy('moving.machine_id'),
  );
  return rows.map((row) => ({
    id: row.machine_id,
    phase: row.phase as RolloutPhase,
    isStaged: row.staged === 1,
    calledAtMs: row.called_at_ms,
    bootedAtMs: row.booted_at_ms,
    obstacle: obstacleOf(row),
    isBusy: row.grant_id !== null,
  }));
}

function obstacleOf({
  state,
  protected: guarded,
  resting,
  previous,
}: {
  readonly state: string | null;
  readonly protected: number | null;
  readonly resting: string | null;
  readonly previous: string;
}): string | null {
  if (state === null) return 'it was forgotten';
  if (state === 'held') return 'it is held';
  if (guarded === 1) return 'it is protected';
  return resting === previous ? null : `it rests on ${resting} now`;
}
