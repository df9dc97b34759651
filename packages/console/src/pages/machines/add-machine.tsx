import { TextInput } from '@mantine/core';
import { machineAdd } from '@netberth/api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { wordsOf } from '../../format/words-of.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';

const noFields = { macs: '', hostname: '', serial: '', address: '' };
const names = ['macs', 'hostname', 'serial', 'address'] as const;

export function AddMachine({ onClose }: { readonly onClose: () => void }) {
  const [fields, setFields] = useState(noFields);
  const navigate = useNavigate();
  const add = async () => {
    const { id } = await addMachine(fields);
    void queryClient.invalidateQueries({ queryKey: ['machines'] });
    await navigate({ to: '/machines/$machine', params: { machine: String(id) } });
  };
  return (
    <FormDialog title={texts.addMachine.title} action={texts.addMachine.submit} run={add} onClose={onClose}>
      {names.map((name, index) => (
        <TextInput
          key={name}
          label={texts.addMachine[name]}
          description={name === 'macs' ? texts.addMachine.macsHint : undefined}
          {...(index === 0 && { 'data-autofocus': true })}
          value={fields[name]}
          onChange={({ currentTarget: { value } }) => setFields({ ...fields, [name]: value })}
        />
      ))}
    </FormDialog>
  );
}

function addMachine({ macs, hostname, serial, address }: typeof noFields) {
  return ask(machineAdd, {
    macs: wordsOf(macs),
    ...(hostname !== '' && { hostname }),
    ...(serial !== '' && { serial }),
    ...(address !== '' && { address }),
  });
}
