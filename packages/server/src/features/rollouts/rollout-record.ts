import type { Rollout, RolloutPhase, RolloutStatus } from '@netberth/api';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import type { RolloutOrder } from './next-rollout-step.ts';

/** A roll-out as its row says it. */
export type RolloutRecord = {
  readonly id: number;
  /** What the versions are versions of. */
  readonly image: string;
  readonly profile: string;
  /** Of the profile when it began: one that was replaced since is another. */
  readonly profileVersion: number;
  readonly status: RolloutStatus;
  readonly version: number;
  readonly why: string | null;
  readonly order: RolloutOrder;
  /** Who cannot approve it. */
  readonly grantor: string;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
};

/** A machine of a roll-out as its row says it. */
export type RolloutMachineRecord = {
  readonly rolloutId: number;
  readonly machineId: number;
  readonly phase: RolloutPhase;
  /** What it rested on before. */
  readonly previous: string;
  readonly isStaged: boolean;
  readonly calledAtMs: number | null;
  readonly bootedAtMs: number | null;
  readonly why: string | null;
};

export type PhaseCounts = Rollout['phases'];

export const noMachines: PhaseCounts = {
  ...{ waiting: 0, called: 0, booted: 0, healthy: 0, failed: 0, left: 0, back: 0 },
};

export function viewRollout(rollout: RolloutRecord, phases: PhaseCounts): Rollout {
  const { id, image, profile, status, why, createdBy } = rollout;
  const { where: label, ...order } = rollout.order;
  return {
    ...{ id, image, profile, status, why, label, ...order },
    machineCount: Object.values(phases).reduce((sum, count) => sum + count, 0),
    phases,
    createdBy,
    createdAt: isoTime(rollout.createdAtMs),
    endedAt: isoTimeOrNull(rollout.endedAtMs),
  };
}
