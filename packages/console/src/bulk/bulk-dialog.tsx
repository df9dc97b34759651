import { Text } from '@mantine/core';
import {
  machineHold,
  machineHoldMany,
  machineRevoke,
  machineRevokeMany,
  machineUnhold,
  machineUnholdMany,
} from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';
import { BulkResultText } from './bulk-result.tsx';
import { runForOneOrMany } from './one-or-many.ts';
import { machineNames } from './machine-names.ts';

const kinds = {
  revoke: {
    one: machineRevoke,
    many: machineRevokeMany,
    title: texts.bulk.revokeTitle,
    will: texts.bulk.willRevoke,
    action: texts.bulk.doRevoke,
  },
  hold: {
    one: machineHold,
    many: machineHoldMany,
    title: texts.bulk.holdTitle,
    will: texts.bulk.willHold,
    action: texts.bulk.doHold,
  },
  unhold: {
    one: machineUnhold,
    many: machineUnholdMany,
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
  const { one, many, title, will, action } = kinds[kind];
  const all = machines.length;
  const run = async () => {
    const ids = machines.map(({ id }) => id);
    const why = reason === '' ? {} : { reason };
    const result = await runForOneOrMany(
      ids,
      async (machine) => void (await ask(one, { machine, ...why })),
      () => ask(many, { ids, ...why }),
    );
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
      <ReasonField isFirst value={reason} onChange={setReason} />
    </FormDialog>
  );
}
