import type { Grant } from '@netberth/api';

export type GrantStatus = Grant['status'];

/** A grant as its row says it. `live` says that nobody ended it; whether it has expired is asked of the clock. */
export type GrantRecord = {
  readonly id: number;
  readonly machineId: number;
  readonly status: GrantStatus;
  readonly version: number;
  readonly steps: readonly string[];
  readonly step: number;
  /** Starts of the current step. */
  readonly starts: number;
  readonly maxStarts: number;
  /** The boot that started the current step last. */
  readonly startedBoot: number | null;
  readonly address: string | null;
  readonly expiresAtMs: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly reason: string | null;
  /** Who answers for it: `user:7`, or `socket` for whoever uses that; null: from before this was kept. */
  readonly grantor: string | null;
};

/** May it still serve? The one place where that is answered. */
export function isGrantLive(grant: GrantRecord, nowMs: number): boolean {
  return grant.status === 'live' && grant.expiresAtMs > nowMs && grant.step < grant.steps.length;
}

export function remainingSteps(grant: GrantRecord): readonly string[] {
  return grant.steps.slice(grant.step);
}
