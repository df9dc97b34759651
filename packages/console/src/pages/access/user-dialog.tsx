import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { roleList, userAdd } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { SecretShownOnce } from './secret-shown-once.tsx';

const words = texts.access;

export function UserDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [roles, setRoles] = useState(['viewer']);
  const { data, error } = useQuery({ queryKey: ['roles'], queryFn: () => ask(roleList, {}) });
  const add = useMutation({
    mutationFn: () => ask(userAdd, { name, roles }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.addUserTitle}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={words.addUserName}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label={words.rolesTitle} value={roles} onChange={setRoles}>
            <Stack gap={4} mt={4}>
              {(data?.roles ?? []).map((role) => (
                <Checkbox key={role.name} value={role.name} label={words.role(role.name, role.summary)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Problem error={error ?? add.error} />
          {add.data !== undefined && (
            <SecretShownOnce title={words.password(add.data.name)} secret={add.data.password} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {add.isSuccess ? texts.close : texts.cancel}
            </Button>
            {!add.isSuccess && (
              <Button type="submit" loading={add.isPending} disabled={roles.length === 0}>
                {words.addUserSubmit}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
