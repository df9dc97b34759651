import { Button, Menu } from '@mantine/core';
import { userPassword, userRemove, userSet } from '@netberth/api';
import type { User } from '@netberth/api';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { SecretShownOnce } from '../../parts/secret-shown-once.tsx';
import { UserRolesDialog } from './user-dialog.tsx';

const words = texts.access;
type Change = 'roles' | 'password' | 'switch' | 'remove';

/** What can be done to one user, behind one button. */
export function UserChange({ user }: { readonly user: User }) {
  const [change, setChange] = useState<Change>();
  const { name, source, disabled } = user;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-xs" variant="default" aria-label={words.changeUser(name)}>
            {words.change}…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setChange('roles')}>{words.userRoles}</Menu.Item>
          {source === 'local' && (
            <Menu.Item onClick={() => setChange('password')}>{words.newPassword}</Menu.Item>
          )}
          <Menu.Item onClick={() => setChange('switch')}>
            {disabled ? words.enable(name) : words.disable(name)}
          </Menu.Item>
          <Menu.Item onClick={() => setChange('remove')}>{words.removeUser(name)}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <OpenDialog change={change} user={user} onClose={() => setChange(undefined)} />
    </>
  );
}

type DialogProps = {
  readonly change: Change | undefined;
  readonly user: User;
  readonly onClose: () => void;
};

function OpenDialog({ change, user, onClose }: DialogProps) {
  const { name, disabled, revision } = user;
  const again = () => queryClient.invalidateQueries({ queryKey: ['users'] });
  switch (change) {
    case undefined:
      return null;
    case 'roles':
      return <UserRolesDialog user={user} onClose={onClose} />;
    case 'password':
      return (
        <FormDialog
          title={words.newPasswordTitle(name)}
          action={words.newPasswordSubmit(name)}
          isDestructive
          run={() => ask(userPassword, { user: name })}
          outcome={({ password }) => <SecretShownOnce title={words.password(name)} secret={password} />}
          onClose={onClose}
        >
          {words.willChangePassword(name)}
        </FormDialog>
      );
    case 'switch':
      return (
        <ConfirmDialog
          title={disabled ? words.enable(name) : words.disable(name)}
          action={disabled ? words.enable(name) : words.disable(name)}
          isDestructive={!disabled}
          onConfirm={async () => {
            await ask(userSet, { user: name, disabled: !disabled }, undefined, revision);
            await again();
          }}
          onClose={onClose}
        >
          {disabled ? words.willEnable(name) : words.willDisable(name)}
        </ConfirmDialog>
      );
    case 'remove':
      return (
        <ConfirmDialog
          title={words.removeUser(name)}
          action={words.removeUser(name)}
          onConfirm={async () => {
            await ask(userRemove, { user: name }, undefined, revision);
            await again();
          }}
          onClose={onClose}
        >
          {words.willRemoveUser(name)}
        </ConfirmDialog>
      );
  }
}
