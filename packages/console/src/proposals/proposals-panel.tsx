import { Group, Stack, Text } from '@mantine/core';
import { grantApprove, grantList, grantReject } from '@netberth/api';
import type { GrantProposal } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { relativeTime } from '../format/relative-time.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { SmallButton } from '../parts/small-button.tsx';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay, useSession } from '../server/session.ts';
import { texts } from '../texts/texts.ts';

const words = texts.proposals;
const refreshMs = 15_000;
type Decision = { readonly verb: 'approve' | 'reject'; readonly proposal: GrantProposal };

/** Grants that wait for a second person; nothing is there when none does. */
export function ProposalsPanel() {
  const mayGrant = useMay('machine:grant');
  const [decision, setDecision] = useState<Decision>();
  const { data, error } = useQuery({
    queryKey: ['proposals'],
    queryFn: ({ signal }) => ask(grantList, { proposed: true, limit: 50 }, signal),
    refetchInterval: refreshMs,
  });
  if (error === null && (data === undefined || data.proposals.length === 0)) return null;
  return (
    <Panel title={words.title}>
      <Problem error={error} />
      <Stack gap="xs">
        {data?.proposals.map((proposal) => (
          <ProposalRow
            key={proposal.id}
            proposal={proposal}
            onDecide={mayGrant ? (verb) => setDecision({ verb, proposal }) : undefined}
          />
        ))}
      </Stack>
      {decision !== undefined && <DecisionDialog {...decision} onClose={() => setDecision(undefined)} />}
    </Panel>
  );
}

type RowProps = {
  readonly proposal: GrantProposal;
  /** undefined: the person may not. */
  readonly onDecide: ((verb: Decision['verb']) => void) | undefined;
};

function ProposalRow({ proposal, onDecide }: RowProps) {
  const { id, machineCount, profiles, proposedBy, why, reason, expiresAt } = proposal;
  const isOwn = useSession()?.actor === proposedBy;
  return (
    <Group justify="space-between">
      <Text size="sm">
        {words.sentence(proposedBy, profiles, machineCount)} {words.because(why, reason)}{' '}
        {words.ends(relativeTime(expiresAt, Date.now()))}
      </Text>
      {onDecide !== undefined && (
        <Group gap={4}>
          {!isOwn && <SmallButton label={words.approve(id)} onClick={() => onDecide('approve')} />}
          <SmallButton
            label={isOwn ? words.withdraw(id) : words.reject(id)}
            onClick={() => onDecide('reject')}
          />
        </Group>
      )}
    </Group>
  );
}

function DecisionDialog({ verb, proposal, onClose }: Decision & { readonly onClose: () => void }) {
  const { id, machineCount, profiles } = proposal;
  const isApproval = verb === 'approve';
  const decide = async () => {
    await ask(isApproval ? grantApprove : grantReject, { id });
    await queryClient.invalidateQueries({ queryKey: ['proposals'] });
    await queryClient.invalidateQueries({ queryKey: ['machines'] });
  };
  return (
    <ConfirmDialog
      title={isApproval ? words.approve(id) : words.reject(id)}
      action={isApproval ? words.doApprove(machineCount) : words.doReject(machineCount)}
      isDestructive={isApproval}
      onConfirm={decide}
      onClose={onClose}
    >
      {isApproval ? words.willApprove(profiles, machineCount) : words.willReject(machineCount)}
    </ConfirmDialog>
  );
}
