import { Button, Text } from '@mantine/core';
import { rolloutApprove, rolloutBack, rolloutPause, rolloutResume, rolloutStop } from '@netberth/api';
import type { Rollout, RolloutStatus } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay, useSession } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { StartDialog } from './start-dialog.tsx';

const words = texts.rollouts;
const commands = {
  approve: rolloutApprove,
  pause: rolloutPause,
  resume: rolloutResume,
  stop: rolloutStop,
  back: rolloutBack,
} as const;
type Action = keyof typeof commands;

const possible: Readonly<Record<RolloutStatus, readonly Action[]>> = {
  proposed: ['approve', 'stop'],
  running: ['pause', 'stop', 'back'],
  paused: ['resume', 'stop', 'back'],
  stopped: ['back'],
  done: ['back'],
  back: [],
};
const isOver = (status: RolloutStatus) => ['stopped', 'done', 'back'].includes(status);

/** What a person may do about a roll-out as it stands. */
export function RolloutActions({ rollout }: { readonly rollout: Rollout }) {
  const { image, status, createdBy } = rollout;
  const mayMove = useMay('machine:grant');
  const isOwn = useSession()?.actor === createdBy;
  const [asked, setAsked] = useState<Action | 'next'>();
  if (!mayMove) return null;
  const close = () => setAsked(undefined);
  // Who proposed it cannot be the second person.
  const offered = possible[status].filter((action) => action !== 'approve' || !isOwn);
  return (
    <>
      {offered.map((action) => (
        <Button key={action} size="xs" variant="default" onClick={() => setAsked(action)}>
          {words.actions[action]}
        </Button>
      ))}
      {isOver(status) && (
        <Button size="xs" onClick={() => setAsked('next')}>
          {words.next}
        </Button>
      )}
      {asked === 'next' && <StartDialog last={rollout} onClose={close} />}
      {asked !== undefined && asked !== 'next' && (
        <ActionDialog image={image} action={asked} onClose={close} />
      )}
    </>
  );
}

type ActionProps = { readonly image: string; readonly action: Action; readonly onClose: () => void };

function ActionDialog({ image, action, onClose }: ActionProps) {
  const [reason, setReason] = useState('');
  const run = async () => {
    await ask(commands[action], { image, ...(reason !== '' && { reason }) });
    await queryClient.invalidateQueries({ queryKey: ['rollouts'] });
  };
  return (
    <FormDialog
      title={image}
      action={words.actions[action].replace('…', '')}
      isDestructive={action === 'stop' || action === 'back'}
      run={run}
      onClose={onClose}
    >
      <Text size="sm">{words.does[action]}</Text>
      <ReasonField isFirst value={reason} onChange={setReason} />
    </FormDialog>
  );
}
