import { TextInput } from '@mantine/core';
import { userAdd, userSet } from '@netberth/api';
import type { User } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { RoleBindings } from './role-bindings.tsx';
import { SecretShownOnce } from '../../parts/secret-shown-once.tsx';

const words = texts.access;

export function AddUserDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly string[]>(['viewer']);
  const add = async () => {
    const added = await ask(userAdd, { name, roles: [...roles] });
    await queryClient.invalidateQueries({ queryKey: ['users'] });
    return added;
  };
  return (
    <FormDialog
      title={words.addUserTitle}
      action={words.addUserSubmit}
      isReady={roles.length > 0}
      run={add}
      outcome={(added) => <SecretShownOnce title={words.password(added.name)} secret={added.password} />}
      onClose={onClose}
    >
      <TextInput
        label={words.addUserName}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RoleBindings value={roles} onChange={setRoles} />
    </FormDialog>
  );
}

type RolesProps = { readonly user: User; readonly onClose: () => void };

export function UserRolesDialog({ user, onClose }: RolesProps) {
  const [roles, setRoles] = useState<readonly string[]>(user.roles);
  const change = async () => {
    await ask(userSet, { user: user.name, roles: [...roles] });
    await queryClient.invalidateQueries({ queryKey: ['users'] });
  };
  return (
    <FormDialog
      title={words.userRolesTitle(user.name)}
      action={words.userRolesSubmit(user.name)}
      run={change}
      onClose={onClose}
    >
      <RoleBindings value={roles} onChange={setRoles} />
    </FormDialog>
  );
}
