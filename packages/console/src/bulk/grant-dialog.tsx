import { Alert, Checkbox, Group, MultiSelect, TextInput } from '@mantine/core';
import { machineGrant, machineGrantMany } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Problem } from '../parts/problem.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../server/session.ts';
import { useProfiles } from '../server/use-profiles.ts';
import { texts } from '../texts/texts.ts';
import { BulkResultText } from './bulk-result.tsx';
import { runForOneOrMany } from './one-or-many.ts';
import { machineNames } from './machine-names.ts';
import { PowerOfGrantFields } from './power-of-grant.tsx';
import type { PowerOfGrant } from './power-of-grant.tsx';

type Props = { readonly machines: readonly Machine[]; readonly onClose: () => void };

/** The one place of the console from which disks are overwritten: it says so, and whose. */
export function GrantDialog({ machines, onClose }: Props) {
  const { profiles, error } = useProfiles();
  const [steps, setSteps] = useState<readonly string[]>([]);
  const [expires, setExpires] = useState('4h');
  const [replace, setReplace] = useState(false);
  const [power, setPower] = useState<PowerOfGrant>({});
  const [reason, setReason] = useState('');
  const mayUsePower = useMay('power:use');
  const all = machines.length;
  const isDestructive = profiles.some(({ name, destructive }) => destructive && steps.includes(name));
  const will = isDestructive ? texts.bulk.willErase : texts.bulk.willBoot;
  const grant = async () => {
    const ids = machines.map(({ id }) => id);
    const order = { profiles: [...steps], expires, replace, ...power, ...(reason !== '' && { reason }) };
    const result = await runForOneOrMany(
      ids,
      async (machine) => (await ask(machineGrant, { machine, ...order })).proposal,
      () => ask(machineGrantMany, { ids, ...order, skip: true }),
    );
    await queryClient.invalidateQueries({ queryKey: ['machines'] });
    await queryClient.invalidateQueries({ queryKey: ['proposals'] });
    await queryClient.invalidateQueries({ queryKey: ['power'] });
    return result;
  };
  return (
    <FormDialog
      title={texts.bulk.grantTitle(all)}
      action={texts.bulk.doGrant(all, isDestructive)}
      isDestructive={isDestructive}
      isReady={steps.length > 0}
      size="lg"
      run={grant}
      outcome={(result) => <BulkResultText result={result} machines={machines} />}
      onClose={onClose}
    >
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
      <Group grow align="flex-end">
        <TextInput
          label={texts.bulk.expires}
          description={texts.bulk.expiresHint}
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
        <ReasonField value={reason} onChange={setReason} />
      </Group>
      {mayUsePower && <PowerOfGrantFields power={power} onChange={setPower} />}
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
    </FormDialog>
  );
}
