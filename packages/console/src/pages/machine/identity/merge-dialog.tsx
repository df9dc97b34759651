import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { machineMerge, machineShow } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { machineName } from '../../../format/machine-name.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Terms } from '../../../parts/terms.tsx';
import { ReasonField } from '../../../parts/reason-field.tsx';
import { ask } from '../../../server/ask.ts';
import { texts } from '../../../texts/texts.ts';
import { otherMachines } from './other-machines.ts';

const words = texts.identity;
const typingMs = 400;

type Props = {
  readonly machine: Machine;
  readonly revision: string | undefined;
  readonly onClose: () => void;
};

/** Two records of one computer become one; where each has its own UUID or serial number, a person says which is right. */
export function MergeDialog({ machine, revision, onClose }: Props) {
  const [reference, setReference] = useState(() => otherMachines(machine)[0] ?? '');
  const [right, setRight] = useState({ uuid: '', serial: '' });
  const [reason, setReason] = useState('');
  const [seen] = useState(revision);
  const { other, error } = useOther(reference, machine.id);
  const name = machineName(machine);
  const isUnclear = (kind: 'uuid' | 'serial') =>
    other !== undefined && machine[kind] !== null && other[kind] !== null && machine[kind] !== other[kind];
  const unclear = (['uuid', 'serial'] as const).filter(isUnclear);
  const merge = async () => {
    const chosen = Object.fromEntries(unclear.map((kind) => [kind, right[kind]]));
    const order = { machine: String(machine.id), other: reference.trim(), ...chosen };
    return await ask(machineMerge, { ...order, ...(reason !== '' && { reason }) }, undefined, seen);
  };
  return (
    <FormDialog
      title={words.mergeTitle(name)}
      action={other === undefined ? words.merge : words.doMerge(name, machineName(other))}
      isDestructive
      isReady={other !== undefined && unclear.every((kind) => right[kind] !== '')}
      run={merge}
      outcome={({ merged, endedGrants, rejectedProposals }) => (
        <Text role="status">
          {words.merged(merged)} {words.ended(endedGrants.length, rejectedProposals.length)}
        </Text>
      )}
      onClose={onClose}
    >
      <TextInput
        label={words.other}
        description={words.otherHint}
        required
        data-autofocus
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Problem error={error} />
      {other !== undefined && <Known machine={other} />}
      {unclear.map((kind) => (
        <Radio.Group
          key={kind}
          label={kind === 'uuid' ? words.rightUuid : words.rightSerial}
          value={right[kind]}
          onChange={(value) => setRight({ ...right, [kind]: value })}
        >
          <Stack gap={4} mt={4}>
            {[machine[kind], other?.[kind]].map((value) => (
              <Radio key={value} value={value ?? ''} label={value} />
            ))}
          </Stack>
        </Radio.Group>
      ))}
      {other !== undefined && <Text size="sm">{words.willMerge(name, machineName(other))}</Text>}
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}

/** The machine that is meant, when somebody has stopped typing. */
function useOther(reference: string, ownId: number) {
  const [asked] = useDebouncedValue(reference.trim(), typingMs);
  const { data, error } = useQuery({
    queryKey: ['machines', 'other', asked],
    queryFn: ({ signal }) => ask(machineShow, { machine: asked, boots: 0 }, signal),
    enabled: asked !== '',
  });
  const isMeant = asked === reference.trim() && data?.id !== ownId;
  return { other: isMeant ? data : undefined, error: asked === '' ? null : error };
}

function Known({ machine }: { readonly machine: Machine }) {
  return (
    <Terms
      rows={[
        [texts.machines.columns.id, machine.id],
        [texts.machine.hostname, machine.hostname],
        [texts.machine.macs, machine.macs.join(' ')],
        [texts.machine.serial, machine.serial],
        [texts.machine.uuid, machine.uuid],
        [texts.machines.columns.state, texts.states[machine.state]],
      ]}
    />
  );
}
