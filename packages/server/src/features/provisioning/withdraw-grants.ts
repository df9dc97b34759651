import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProposalRecord } from './proposal-record.ts';
import { decideProposal, listProposals } from './proposal-store.ts';
import { revokeGrant } from './revoke-grant.ts';

export type Withdrawn = {
  /** The machine after it. */
  readonly machine: MachineRecord;
  readonly endedGrants: readonly number[];
  readonly rejectedProposals: readonly number[];
};

/**
 * Nothing that was ever granted or proposed for a machine can install it from now on: for machines that will not be who
 * they were when somebody decided about them.
 */
export function* withdrawGrants(machine: MachineRecord, by: string): Writing<Withdrawn> {
  const endedGrants = machine.grantId === null ? [] : [machine.grantId];
  const revoked = yield* revokeGrant(machine, by);
  const atMs = yield* now();
  const proposals = (yield* openProposals(atMs)).filter(({ machineIds }) => machineIds.includes(machine.id));
  for (const proposal of proposals) yield* decideProposal(proposal, 'rejected', by, atMs);
  return { machine: revoked ?? machine, endedGrants, rejectedProposals: proposals.map(({ id }) => id) };
}

const atOnce = 200;

function* openProposals(openAtMs: number): Reading<readonly ProposalRecord[]> {
  const open: ProposalRecord[] = [];
  for (;;) {
    const page = yield* listProposals({ after: open.at(-1)?.id ?? 0, limit: atOnce, openAtMs });
    open.push(...page);
    if (page.length < atOnce) return open;
  }
}
