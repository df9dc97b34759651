import { TextInput } from '@mantine/core';
import { permissions as known, roleList, roleSet } from '@netberth/api';
import type { OutputOf, Permission } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { PermissionBoxes } from './permission-boxes.tsx';
import { permissionText } from './permission-text.ts';

const words = texts.access;

type Props = {
  /** undefined: a new one. */
  readonly role: OutputOf<typeof roleList>['roles'][number] | undefined;
  readonly onClose: () => void;
};

export function RoleDialog({ role, onClose }: Props) {
  const [name, setName] = useState(role?.name ?? '');
  const [summary, setSummary] = useState(role?.summary ?? '');
  const [permissions, setPermissions] = useState<Permission[]>(
    known.filter((permission) => role?.permissions.includes(permission)),
  );
  const save = async (isOver: boolean) => {
    await ask(
      roleSet,
      { name, summary, permissions, replace: role !== undefined },
      undefined,
      isOver ? undefined : role?.revision,
    );
    await queryClient.invalidateQueries({ queryKey: ['roles'] });
  };
  const theirs = async () => {
    const now = (await ask(roleList, {})).roles.find((each) => each.name === name);
    return now === undefined
      ? []
      : ([
          [words.summary, now.summary],
          [words.permissions, now.permissions.map(permissionText).join(', ')],
        ] as const);
  };
  return (
    <FormDialog
      title={role === undefined ? words.makeRoleTitle : words.changeRole(role.name)}
      action={role === undefined ? words.makeRoleSubmit : words.changeRole(role.name)}
      isReady={permissions.length > 0}
      run={save}
      theirs={theirs}
      onClose={onClose}
    >
      <TextInput
        label={words.roleName}
        description={words.roleNameHint}
        required
        data-autofocus
        readOnly={role !== undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={words.summary}
        value={summary}
        maxLength={200}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
      <PermissionBoxes label={words.permissions} value={permissions} onChange={setPermissions} />
    </FormDialog>
  );
}
