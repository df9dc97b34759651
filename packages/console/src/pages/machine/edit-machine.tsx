import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { machineSet, machineShow } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { machineName } from '../../format/machine-name.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { machineChanges } from './machine-changes.ts';
import type { MachineFields } from './machine-changes.ts';

const lines = ['hostname', 'macs', 'serial', 'uuid', 'address', 'resting'] as const;

type Props = {
  readonly machine: Machine;
  readonly revision: string | undefined;
  readonly onClose: () => void;
};

export function EditMachine({ machine: shown, revision, onClose }: Props) {
  // The page below goes on asking; what was seen when the dialog opened is what is changed here.
  const [seen] = useState({ machine: shown, revision });
  const { machine } = seen;
  const [fields, setFields] = useState(() => fieldsOf(machine));
  const reference = String(machine.id);
  const save = (isOver: boolean) =>
    ask(
      machineSet,
      { machine: reference, ...machineChanges(machine, fields) },
      undefined,
      isOver ? undefined : seen.revision,
    );
  const theirs = async () =>
    changedRows(fieldsOf(machine), fieldsOf(await ask(machineShow, { machine: reference, boots: 0 })));
  const set = (name: keyof MachineFields, value: string) => setFields({ ...fields, [name]: value });
  return (
    <FormDialog
      title={texts.machine.editTitle(machineName(machine))}
      action={texts.machine.save}
      run={save}
      theirs={theirs}
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
      <NativeSelect
        label={texts.machine.proof}
        description={texts.machine.proofHint}
        data={Object.entries(texts.machine.proofs).map(([value, label]) => ({ value, label }))}
        value={fields.proof}
        onChange={(event) => set('proof', event.currentTarget.value)}
      />
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

/** What another editor has changed of it meanwhile; nothing: of what stands in other forms. */
function changedRows(seen: MachineFields, now: MachineFields): readonly (readonly [string, string])[] {
  return [...lines, 'proof' as const, 'labels' as const]
    .filter((name) => seen[name] !== now[name])
    .map((name) => [texts.machine[name], now[name]]);
}

function fieldsOf(machine: Machine): MachineFields {
  return {
    hostname: machine.hostname ?? '',
    macs: machine.macs.join(' '),
    serial: machine.serial ?? '',
    uuid: machine.uuid ?? '',
    address: machine.address ?? '',
    resting: machine.resting,
    proof: machine.proof,
    labels: Object.entries(machine.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  };
}
