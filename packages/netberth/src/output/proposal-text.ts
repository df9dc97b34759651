import type { BulkResult, GrantProposal, grantList, OutputOf } from '@netberth/api';
import { stepsText } from './grant-text.ts';
import { countText } from './measure-text.ts';
import { table } from './table.ts';
import { deadlineText, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

/** What somebody sees who wanted to grant, and may not do it alone. */
export function proposedText(proposal: GrantProposal, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`Proposed, not granted: ${proposal.why}. Nothing is served yet.` +
    line`\nNext: somebody else approves it, with an account of their own, before ${deadlineText(proposal.expiresAt, view.now)}: netberth grant approve ${proposal.id} --server URL --token TOKEN\n`
  );
}

export function bulkText(result: BulkResult, view: View): string {
  const line = lineWith(view.paint);
  const left = result.refused.map(
    ({ machine, code, why }) => line`  left out: machine ${machine}: ${code} ${why}` + '\n',
  );
  const more = result.refusedCount - result.refused.length;
  return [
    line`${result.sentence}` + '\n',
    ...left,
    more > 0 ? `  … and ${more} more\n` : '',
    nextText(result, view),
  ].join('');
}

function nextText({ dryRun, proposal, changed }: BulkResult, view: View): string {
  if (dryRun) return 'Nothing was changed. To do it: the same without --dry-run.\n';
  if (proposal !== null)
    return lineWith(
      view.paint,
    )`Next: somebody else approves it, with an account of their own: netberth grant approve ${proposal.id} --server URL --token TOKEN\n`;
  return changed === 0 ? '' : 'See: netberth machine list\n';
}

export function proposalListText({ proposals }: OutputOf<typeof grantList>, view: View): string {
  if (proposals.length === 0) return 'Nothing is proposed.\n';
  const rows = proposals.map((proposal) => [
    proposal.id,
    proposal.status,
    countText(proposal.machineCount, 'machine'),
    stepsText(proposal.profiles),
    proposal.proposedBy,
    relativeTime(proposal.createdAt, view.now),
    proposal.decidedBy ?? '-',
    proposal.why,
  ]);
  return table(
    ['ID', 'STATUS', 'MACHINES', 'PROFILES', 'PROPOSED BY', 'WHEN', 'DECIDED BY', 'WHY TWO'],
    rows,
    view.paint,
  );
}

export function proposalApprovedText(proposal: GrantProposal, view: View): string {
  const line = lineWith(view.paint);
  return line`Approved: ${countText(proposal.machineCount, 'machine')} will get ${stepsText(proposal.profiles)} when booted within ${proposal.expires}.\n`;
}

export function proposalRejectedText(proposal: GrantProposal, view: View): string {
  return lineWith(view.paint)`Proposal ${proposal.id} is rejected: nothing is granted by it.\n`;
}
