import { Checkbox, NativeSelect, Stack, Text } from '@mantine/core';
import { nextBootSchema, powerCycle, powerOff, powerReset } from '@netberth/api';
import type { Machine, PowerDriverName } from '@netberth/api';
import { useState } from 'react';
import { machineName } from '../../format/machine-name.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

/** What a running machine notices. */
export type Cutting = 'off' | 'cycle' | 'reset';

type Props = {
  readonly action: Cutting;
  readonly machine: Machine;
  readonly driver: PowerDriverName;
  readonly onClose: () => void;
};

const words = texts.power;
const commands = { off: powerOff, cycle: powerCycle, reset: powerReset } as const;

export function PowerDialog({ action, machine, driver, onClose }: Props) {
  const [next, setNext] = useState('');
  const [reason, setReason] = useState('');
  const [isForced, setForced] = useState(false);
  const name = machineName(machine);
  const run = () => {
    const asked = { machine: String(machine.id), force: isForced, ...(reason !== '' && { reason }) };
    if (action === 'off') return ask(powerOff, asked);
    const boots = nextBootSchema.safeParse(next);
    return ask(commands[action], { ...asked, ...(boots.success && { next: boots.data }) });
  };
  const nexts = Object.entries(words.nexts)
    .filter(([value]) => value !== 'medium' || driver !== 'ipmi')
    .map(([value, label]) => ({ value, label }));
  return (
    <FormDialog
      title={words.doIt[action](name)}
      action={words.doIt[action](name)}
      isDestructive
      run={run}
      onClose={onClose}
    >
      <Stack>
        <Text size="sm">{words.does[action](name)}</Text>
        {action !== 'off' && (
          <NativeSelect
            label={words.next}
            data={nexts}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
        )}
        {machine.state === 'installing' && (
          <Checkbox
            label={words.force}
            checked={isForced}
            onChange={(event) => setForced(event.currentTarget.checked)}
          />
        )}
        <ReasonField isFirst value={reason} onChange={setReason} />
      </Stack>
    </FormDialog>
  );
}
