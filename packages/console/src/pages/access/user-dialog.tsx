import { TextInput } from '@mantine/core';
import { userAdd, userList, userSet } from '@netberth/api';
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
  const [{ revision }] = useState(user);
  const change = async (isOver: boolean) => {
    await ask(userSet, { user: user.name, roles: [...roles] }, undefined, isOver ? undefined : revision);
    await queryClient.invalidateQueries({ queryKey: ['users'] });
  };
  const theirs = async () => {
    const { users } = await ask(userList, { limit: 1000 });
    return users
      .filter(({ id }) => id === user.id)
      .map((now) => [words.roles, now.roles.join(', ')] as const);
  };
  return (
    <FormDialog
      title={words.userRolesTitle(user.name)}
      action={words.userRolesSubmit(user.name)}
      run={change}
      theirs={theirs}
      onClose={onClose}
    >
      <RoleBindings value={roles} onChange={setRoles} />
    </FormDialog>
  );
}
