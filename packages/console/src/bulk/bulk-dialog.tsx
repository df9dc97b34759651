import { Text, TextInput } from '@mantine/core';
import { machineHoldMany, machineRevokeMany, machineUnholdMany } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';
import { BulkResultText } from './bulk-result.tsx';
import { machineNames } from './machine-names.ts';

const kinds = {
  revoke: {
    definition: machineRevokeMany,
    title: texts.bulk.revokeTitle,
    will: texts.bulk.willRevoke,
    action: texts.bulk.doRevoke,
  },
  hold: {
    definition: machineHoldMany,
    title: texts.bulk.holdTitle,
    will: texts.bulk.willHold,
    action: texts.bulk.doHold,
  },
  unhold: {
    definition: machineUnholdMany,
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
  const all = machines.length;
  const run = async () => {
    const ids = machines.map(({ id }) => id);
    const result = await ask(definition, { ids, ...(reason !== '' && { reason }) });
    await queryClient.invalidateQueries({ queryKey: ['machines'] });
    return result;
  };
  return (
    <FormDialog
      title={title(all)}
      action={action(all)}
      run={run}
      outcome={(result) => <BulkResultText result={result} machines={machines} />}
      onClose={onClose}
    >
      <Text>{will(all, machineNames(machines))}</Text>
      <TextInput
        label={texts.bulk.reason}
        value={reason}
        maxLength={500}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
