import { Button, Group, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { machineSet } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { machineName } from '../../format/machine-name.ts';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { machineChanges } from './machine-changes.ts';
import type { MachineFields } from './machine-changes.ts';

const lines = ['hostname', 'macs', 'serial', 'uuid', 'address', 'resting'] as const;

type Props = { readonly machine: Machine; readonly onClose: () => void };

export function EditMachine({ machine, onClose }: Props) {
  const [fields, setFields] = useState(() => fieldsOf(machine));
  const save = useMutation({
    mutationFn: () => ask(machineSet, { machine: String(machine.id), ...machineChanges(machine, fields) }),
    onSuccess: onClose,
  });
  const set = (name: keyof MachineFields, value: string) => setFields({ ...fields, [name]: value });
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.machine.editTitle(machineName(machine))}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          {lines.map((name) => (
            <TextInput
              key={name}
              label={texts.machine[name]}
              description={name === 'resting' ? texts.machine.restingHint : undefined}
              value={fields[name]}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
          <Textarea
            label={texts.machine.labels}
            description={texts.machine.labelsHint}
            autosize
            minRows={2}
            value={fields.labels}
            onChange={(event) => set('labels', event.currentTarget.value)}
          />
          <Problem error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {texts.machine.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function fieldsOf(machine: Machine): MachineFields {
  return {
    hostname: machine.hostname ?? '',
    macs: machine.macs.join(' '),
    serial: machine.serial ?? '',
    uuid: machine.uuid ?? '',
    address: machine.address ?? '',
    resting: machine.resting,
    labels: Object.entries(machine.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  };
}
