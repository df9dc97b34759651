import { Button, Text } from '@mantine/core';
import { rolloutApprove, rolloutBack, rolloutPause, rolloutResume, rolloutStop } from '@netberth/api';
import type { Rollout, RolloutStatus } from '@netberth/api';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

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

/** What a person may do about a roll-out as it stands. */
export function RolloutActions({ rollout: { image, status } }: { readonly rollout: Rollout }) {
  const mayMove = useMay('machine:grant');
  const [asked, setAsked] = useState<Action>();
  if (!mayMove) return null;
  const run = async (action: Action) => {
    await ask(commands[action], { image });
    await queryClient.invalidateQueries({ queryKey: ['rollouts'] });
  };
  return (
    <>
      {possible[status].map((action) => (
        <Button key={action} size="xs" variant="default" onClick={() => setAsked(action)}>
          {words.actions[action]}
        </Button>
      ))}
      {asked !== undefined && (
        <ConfirmDialog
          title={image}
          action={words.actions[asked].replace('…', '')}
          isDestructive={asked === 'stop' || asked === 'back'}
          onConfirm={() => run(asked)}
          onClose={() => setAsked(undefined)}
        >
          <Text size="sm">{words.does[asked]}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
