import { TextInput, Textarea } from '@mantine/core';
import { machineSet } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { machineName } from '../../format/machine-name.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { machineChanges } from './machine-changes.ts';
import type { MachineFields } from './machine-changes.ts';

const lines = ['hostname', 'macs', 'serial', 'uuid', 'address', 'resting'] as const;

type Props = { readonly machine: Machine; readonly onClose: () => void };

export function EditMachine({ machine, onClose }: Props) {
  const [fields, setFields] = useState(() => fieldsOf(machine));
  const save = () => ask(machineSet, { machine: String(machine.id), ...machineChanges(machine, fields) });
  const set = (name: keyof MachineFields, value: string) => setFields({ ...fields, [name]: value });
  return (
    <FormDialog
      title={texts.machine.editTitle(machineName(machine))}
      action={texts.machine.save}
      run={save}
      onClose={onClose}
    >
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
    </FormDialog>
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
