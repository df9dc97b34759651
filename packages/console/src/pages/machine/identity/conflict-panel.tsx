import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { Machine } from '@netberth/api';
import { useMay } from '../../../server/session.ts';
import { texts } from '../../../texts/texts.ts';
import { isInConflict } from './is-in-conflict.ts';

const words = texts.identity;

type Props = { readonly machine: Machine; readonly onChoose: (what: 'merge' | 'split') => void };

/** A machine that cannot be told apart from another, and the two ways out. */
export function ConflictPanel({ machine, onChoose }: Props) {
  const mayWrite = useMay('machine:write');
  if (!isInConflict(machine)) return null;
  return (
    <Alert color="orange" variant="outline" mb="md" title={words.conflict}>
      <Stack gap="xs">
        <Text size="sm">{machine.stateReason}</Text>
        <Text size="sm">{words.conflictText}</Text>
        {mayWrite && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => onChoose('merge')}>
              {words.merge}
            </Button>
            <Button size="xs" variant="default" onClick={() => onChoose('split')}>
              {words.split}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
