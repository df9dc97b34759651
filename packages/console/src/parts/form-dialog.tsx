import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { isConflict } from '../server/is-conflict.ts';
import { Conflict } from './conflict.tsx';
import { Problem } from './problem.tsx';
import type { Row } from './terms.tsx';

type Props<Result> = {
  readonly title: string;
  /** On the button: what it does, to how many. */
  readonly action: string;
  readonly isDestructive?: boolean;
  /** Without it nothing can be sent. */
  readonly isReady?: boolean;
  readonly size?: string;
  /** @param isOver whoever sends it knows that somebody else has changed it meanwhile */
  readonly run: (isOver: boolean) => Promise<Result>;
  /** What is there now, asked for when somebody else has changed it meanwhile. */
  readonly theirs?: () => Promise<readonly Row[]>;
  /** What has to be read before the dialog goes, like a password that is shown once; absent: it closes when it is done. */
  readonly outcome?: (result: Result) => ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** To the dialog before this one. */
  readonly onBack?: () => void;
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
    theirs,
    outcome,
    children,
    onClose,
    onBack,
  } = props;
  const sending = useMutation({ mutationFn: run, ...(outcome === undefined && { onSuccess: onClose }) });
  const isDone = sending.isSuccess;
  const hasConflict = theirs !== undefined && isConflict(sending.error);
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
          sending.mutate(false);
        }}
      >
        <Stack gap="sm">
          {!isDone && children}
          {!hasConflict && <Problem error={sending.error} />}
          {hasConflict && (
            <Conflict theirs={theirs} isSaving={sending.isPending} onSaveOver={() => sending.mutate(true)} />
          )}
          {isDone && outcome?.(sending.data)}
          <Group justify="flex-end">
            {onBack !== undefined && !isDone && (
              <Button variant="default" onClick={onBack}>
                {texts.back}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {isDone ? texts.close : texts.cancel}
            </Button>
            {!hasConflict && !isDone && (
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
