import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { Problem } from './problem.tsx';

type Props = {
  readonly title: string;
  /** What will happen, to how many. */
  readonly children: ReactNode;
  /** The button says it once more: never just "OK". */
  readonly action: string;
  readonly isDestructive?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
};

/** Closes itself when it is done; a refusal stays to be read. */
export function ConfirmDialog({ title, children, action, isDestructive = true, onConfirm, onClose }: Props) {
  const run = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack>
        <div>{children}</div>
        <Problem error={run.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {texts.cancel}
          </Button>
          <Button
            {...(isDestructive && { color: 'red.9' })}
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
