import { Text } from '@mantine/core';
import type { Machine, PowerMany } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { texts } from '../texts/texts.ts';
import { machineNames } from './machine-names.ts';
import { PowerManyFields } from './power-many-fields.tsx';
import { isCutting, orderPower, usualPower } from './power-order.ts';
import { RefusedList } from './refused-list.tsx';

const words = texts.power.many;

type Props = { readonly machines: readonly Machine[]; readonly onClose: () => void };

/** First what is wanted, then what would come of it, in the server's words; nothing is switched before that was read. */
export function PowerManyDialog({ machines, onClose }: Props) {
  const [order, setOrder] = useState(usualPower);
  const [foreseen, setForeseen] = useState<PowerMany>();
  const ids = machines.map(({ id }) => id);
  const action = words.actions[order.action];
  if (foreseen === undefined)
    return (
      <FormDialog
        key="look"
        title={words.title(machines.length)}
        action={words.look}
        run={async () => setForeseen(await orderPower(ids, order, true))}
        // Another dialog follows.
        outcome={() => null}
        onClose={onClose}
      >
        <Text size="sm">{machineNames(machines)}</Text>
        <PowerManyFields order={order} onChange={setOrder} />
      </FormDialog>
    );
  return (
    <FormDialog
      key="do"
      title={words.title(machines.length)}
      action={words.doIt(action, foreseen.count)}
      isDestructive={isCutting(order.action)}
      isReady={foreseen.count > 0}
      run={() => orderPower(ids, order, false)}
      outcome={({ sentence }) => <Text role="status">{sentence}</Text>}
      onClose={onClose}
      onBack={() => setForeseen(undefined)}
    >
      <Text data-autofocus tabIndex={-1}>
        {foreseen.sentence}
      </Text>
      <RefusedList result={foreseen} machines={machines} />
    </FormDialog>
  );
}
