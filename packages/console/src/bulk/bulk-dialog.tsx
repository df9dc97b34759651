import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { machineHold, machineRevoke, machineUnhold } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { machineName } from '../format/machine-name.ts';
import { ask } from '../server/ask.ts';
import { texts } from '../texts/texts.ts';
import { BulkOutcome } from './bulk-outcome.tsx';
import { machineNames } from './machine-names.ts';
import { useBulk } from './use-bulk.ts';

const kinds = {
  revoke: {
    definition: machineRevoke,
    title: texts.bulk.revokeTitle,
    will: texts.bulk.willRevoke,
    action: texts.bulk.doRevoke,
  },
  hold: {
    definition: machineHold,
    title: texts.bulk.holdTitle,
    will: texts.bulk.willHold,
    action: texts.bulk.doHold,
  },
  unhold: {
    definition: machineUnhold,
    title: texts.bulk.unholdTitle,
    will: texts.bulk.willUnhold,
    action: texts.bulk.doUnhold,
  },
};

type Props = {
  readonly kind: keyof typeof kinds;
  readonly machines: readonly Machine[];
  readonly onClose: () => void;
};

/** Revoke, hold, let go: says what will happen to how many, then shows how it went. */
export function BulkDialog({ kind, machines, onClose }: Props) {
  const [reason, setReason] = useState('');
  const { definition, title, will, action } = kinds[kind];
  const bulk = useBulk((machine: Machine) =>
    ask(definition, { machine: String(machine.id), ...(reason !== '' && { reason }) }),
  );
  const all = machines.length;
  return (
    <Modal opened onClose={onClose} title={title(all)} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack>
        <Text>{will(all, machineNames(machines))}</Text>
        <TextInput
          label={texts.bulk.reason}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <BulkOutcome bulk={bulk} all={all} nameOf={machineName} />
        <Group justify="flex-end">
          <Button variant="default" onClick={bulk.isRunning ? bulk.stop : onClose}>
            {bulk.isRunning ? texts.bulk.stop : bulk.isDone ? texts.close : texts.cancel}
          </Button>
          {!bulk.isDone && (
            <Button loading={bulk.isRunning} onClick={() => bulk.start(machines)}>
              {action(all)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
