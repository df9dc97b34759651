import type { GrantProposal } from '@netberth/api';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import type { GrantOrder } from './grant-order.ts';

/** Grants that wait for a second person, as their row says it. */
export type ProposalRecord = {
  readonly id: number;
  /** `proposed` says that nobody decided; whether it has expired is asked of the clock. */
  readonly status: 'proposed' | 'approved' | 'rejected';
  readonly version: number;
  /** Who cannot approve it. */
  readonly grantor: string;
  readonly proposedBy: string;
  readonly machineIds: readonly number[];
  readonly order: GrantOrder;
  /** Of each profile when it was proposed: one that was replaced since is another. */
  readonly profileVersions: Readonly<Record<string, number>>;
  readonly why: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
};

/** For so long a second person can be found. */
export const proposalLifeMs = 24 * 60 * 60_000;
const shownMachines = 100;

export function proposalStatus({ status, expiresAtMs }: ProposalRecord, nowMs: number) {
  return status === 'proposed' && expiresAtMs <= nowMs ? 'expired' : status;
}

export function viewProposal(proposal: ProposalRecord, nowMs: number): GrantProposal {
  return {
    id: proposal.id,
    status: proposalStatus(proposal, nowMs),
    machineCount: proposal.machineIds.length,
    machines: proposal.machineIds.slice(0, shownMachines),
    profiles: [...proposal.order.profiles],
    expires: proposal.order.expires,
    why: proposal.why,
    reason: proposal.order.reason ?? null,
    proposedBy: proposal.proposedBy,
    createdAt: isoTime(proposal.createdAtMs),
    expiresAt: isoTime(proposal.expiresAtMs),
    decidedBy: proposal.decidedBy,
    decidedAt: isoTimeOrNull(proposal.decidedAtMs),
  };
}
