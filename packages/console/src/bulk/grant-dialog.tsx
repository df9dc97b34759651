import { Alert, Button, Checkbox, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { machineGrant } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { machineName } from '../format/machine-name.ts';
import { Problem } from '../parts/problem.tsx';
import { ask } from '../server/ask.ts';
import { useProfiles } from '../server/use-profiles.ts';
import { texts } from '../texts/texts.ts';
import { BulkOutcome } from './bulk-outcome.tsx';
import { machineNames } from './machine-names.ts';
import { useBulk } from './use-bulk.ts';

type Props = { readonly machines: readonly Machine[]; readonly onClose: () => void };

/** The one place of the console from which disks are overwritten: it says so, and whose. */
export function GrantDialog({ machines, onClose }: Props) {
  const { profiles, error } = useProfiles();
  const [steps, setSteps] = useState<readonly string[]>([]);
  const [expires, setExpires] = useState('4h');
  const [replace, setReplace] = useState(false);
  const [reason, setReason] = useState('');
  const bulk = useBulk((machine: Machine) =>
    ask(machineGrant, {
      machine: String(machine.id),
      profiles: [...steps],
      expires,
      replace,
      ...(reason !== '' && { reason }),
    }),
  );
  const all = machines.length;
  const isDestructive = profiles.some(({ name, destructive }) => destructive && steps.includes(name));
  const will = isDestructive ? texts.bulk.willErase : texts.bulk.willBoot;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={texts.bulk.grantTitle(all)}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <Stack>
        <Problem error={error} />
        <MultiSelect
          label={texts.bulk.profiles}
          placeholder={steps.length === 0 ? texts.bulk.profilesPlaceholder : ''}
          data={profiles.map(({ name }) => name)}
          value={[...steps]}
          onChange={setSteps}
          searchable
          required
          data-autofocus
        />
        <Group grow>
          <TextInput
            label={texts.bulk.expires}
            description={texts.bulk.expiresHint}
            value={expires}
            onChange={(event) => setExpires(event.currentTarget.value)}
          />
          <TextInput
            label={texts.bulk.reason}
            description=" "
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Group>
        <Checkbox
          label={texts.bulk.replace}
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
        {steps.length > 0 && (
          <Alert variant="outline" color={isDestructive ? 'red' : 'cyan'} role="status">
            {will(all, steps, machineNames(machines))}
          </Alert>
        )}
        <BulkOutcome bulk={bulk} all={all} nameOf={machineName} />
        <Group justify="flex-end">
          <Button variant="default" onClick={bulk.isRunning ? bulk.stop : onClose}>
            {bulk.isRunning ? texts.bulk.stop : bulk.isDone ? texts.close : texts.cancel}
          </Button>
          {!bulk.isDone && (
            <Button
              {...(isDestructive && { color: 'red.9' })}
              disabled={steps.length === 0}
              loading={bulk.isRunning}
              onClick={() => bulk.start(machines)}
            >
              {texts.bulk.doGrant(all, isDestructive)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
