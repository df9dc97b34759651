import { Checkbox, Stack, Text } from '@mantine/core';
import { machineSplit } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { machineName } from '../../../format/machine-name.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { ReasonField } from '../../../parts/reason-field.tsx';
import { ask } from '../../../server/ask.ts';
import { texts } from '../../../texts/texts.ts';

const words = texts.identity;

type Props = {
  readonly machine: Machine;
  readonly revision: string | undefined;
  readonly onClose: () => void;
};

/** One record of two computers becomes two: what is ticked is of the other. */
export function SplitDialog({ machine, revision, onClose }: Props) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [seen] = useState(revision);
  const name = machineName(machine);
  const identifiers = identifiersOf(machine);
  const split = () =>
    ask(
      machineSplit,
      {
        machine: String(machine.id),
        macs: machine.macs.filter((mac) => ticked.includes(mac)),
        uuid: ticked.includes('uuid'),
        serial: ticked.includes('serial'),
        ...(reason !== '' && { reason }),
      },
      undefined,
      seen,
    );
  return (
    <FormDialog
      title={words.splitTitle(name)}
      action={words.doSplit(name)}
      isDestructive
      isReady={ticked.length > 0 && ticked.length < identifiers.length}
      run={split}
      outcome={({ split: made, endedGrants, rejectedProposals }) => (
        <Text role="status">
          {words.divided}{' '}
          <Link
            className="nb-link"
            to="/machines/$machine"
            params={{ machine: String(made.id) }}
            onClick={onClose}
          >
            {machineName(made)}
          </Link>
          . {words.ended(endedGrants.length, rejectedProposals.length)}
        </Text>
      )}
      onClose={onClose}
    >
      <Checkbox.Group label={words.goes} value={[...ticked]} onChange={setTicked}>
        <Stack gap={4} mt={4}>
          {identifiers.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Text size="sm">{words.willSplit(name)}</Text>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}

function identifiersOf({ macs, uuid, serial }: Machine) {
  return [
    ...macs.map((mac) => ({ value: mac, label: words.mac(mac) })),
    ...(uuid === null ? [] : [{ value: 'uuid', label: words.uuid(uuid) }]),
    ...(serial === null ? [] : [{ value: 'serial', label: words.serial(serial) }]),
  ];
}
