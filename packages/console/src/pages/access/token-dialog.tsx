import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { tokenCreate } from '@netberth/api';
import type { Permission } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useSession } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { permissionText } from './permission-text.ts';
import { SecretShownOnce } from './secret-shown-once.tsx';

const words = texts.access;

export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [expires, setExpires] = useState('90d');
  // Nobody can give more than they have.
  const possible = useSession()?.permissions ?? [];
  const make = useMutation({
    mutationFn: () =>
      ask(tokenCreate, {
        name,
        expires,
        permissions: possible.filter((permission) => chosen.includes(permission)),
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.createTitle}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={words.createName}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label={words.createPermissions} value={[...chosen]} onChange={setChosen}>
            <Stack gap={4} mt={4}>
              {possible.map((permission: Permission) => (
                <Checkbox key={permission} value={permission} label={permissionText(permission)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            label={words.createExpires}
            value={expires}
            onChange={(event) => setExpires(event.currentTarget.value)}
          />
          <Problem error={make.error} />
          {make.data !== undefined && <SecretShownOnce title={words.created} secret={make.data.token} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {make.isSuccess ? texts.close : texts.cancel}
            </Button>
            {!make.isSuccess && (
              <Button type="submit" loading={make.isPending} disabled={chosen.length === 0}>
                {words.createSubmit}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
