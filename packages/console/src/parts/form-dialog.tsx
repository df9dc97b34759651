import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { Problem } from './problem.tsx';

type Props<Result> = {
  readonly title: string;
  /** On the button: what it does, to how many. */
  readonly action: string;
  readonly isDestructive?: boolean;
  /** Without it nothing can be sent. */
  readonly isReady?: boolean;
  readonly size?: string;
  readonly run: () => Promise<Result>;
  /** What has to be read before the dialog goes, like a password that is shown once; absent: it closes when it is done. */
  readonly outcome?: (result: Result) => ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
};

/** Fields, a button that says what will happen, and why it was refused. */
export function FormDialog<Result>(props: Props<Result>) {
  const {
    title,
    action,
    isDestructive = false,
    isReady = true,
    size,
    run,
    outcome,
    children,
    onClose,
  } = props;
  const sending = useMutation({ mutationFn: run, ...(outcome === undefined && { onSuccess: onClose }) });
  const isOver = sending.isSuccess;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      {...(size !== undefined && { size })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        <Stack gap="sm">
          {!isOver && children}
          <Problem error={sending.error} />
          {isOver && outcome?.(sending.data)}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {isOver ? texts.close : texts.cancel}
            </Button>
            {!isOver && (
              <Button
                type="submit"
                {...(isDestructive && { color: 'red.9' })}
                disabled={!isReady}
                loading={sending.isPending}
              >
                {action}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
