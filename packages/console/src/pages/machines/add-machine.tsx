import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { machineAdd } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';

const noFields = { macs: '', hostname: '', serial: '', address: '' };
const names = ['macs', 'hostname', 'serial', 'address'] as const;

export function AddMachine({ onClose }: { readonly onClose: () => void }) {
  const [fields, setFields] = useState(noFields);
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: () => addMachine(fields),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['machines'] });
      void navigate({ to: '/machines/$machine', params: { machine: String(id) } });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.addMachine.title}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack>
          {names.map((name) => (
            <TextInput
              key={name}
              label={texts.addMachine[name]}
              description={name === 'macs' ? texts.addMachine.macsHint : undefined}
              value={fields[name]}
              onChange={({ currentTarget: { value } }) => setFields({ ...fields, [name]: value })}
            />
          ))}
          <Problem error={add.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {texts.addMachine.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function addMachine({ macs, hostname, serial, address }: typeof noFields) {
  return ask(machineAdd, {
    macs: macs.split(/[\s,;]+/).filter((mac) => mac !== ''),
    ...(hostname !== '' && { hostname }),
    ...(serial !== '' && { serial }),
    ...(address !== '' && { address }),
  });
}
