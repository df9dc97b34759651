import { TextInput } from '@mantine/core';
import type { Permission } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { texts } from '../../texts/texts.ts';
import { PermissionBoxes } from './permission-boxes.tsx';
import { SecretShownOnce } from '../../parts/secret-shown-once.tsx';

const words = texts.access;

type Wanted = { readonly name: string; readonly permissions: Permission[]; readonly expires: string };

type Props = {
  /** What is proposed. */
  readonly expires: string;
  readonly make: (wanted: Wanted) => Promise<{ readonly token: string }>;
  readonly onClose: () => void;
};

export function TokenDialog({ expires: proposed, make, onClose }: Props) {
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<Permission[]>([]);
  const [expires, setExpires] = useState(proposed);
  return (
    <FormDialog
      title={words.createTitle}
      action={words.createSubmit}
      isReady={permissions.length > 0}
      run={() => make({ name, expires, permissions })}
      outcome={({ token }) => <SecretShownOnce title={words.created} secret={token} />}
      onClose={onClose}
    >
      <TextInput
        label={words.createName}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PermissionBoxes label={words.createPermissions} value={permissions} onChange={setPermissions} />
      <TextInput
        label={words.createExpires}
        value={expires}
        onChange={(event) => setExpires(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
