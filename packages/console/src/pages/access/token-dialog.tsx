import { TextInput } from '@mantine/core';
import { tokenCreate } from '@netberth/api';
import type { Permission } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { PermissionBoxes } from './permission-boxes.tsx';
import { SecretShownOnce } from '../../parts/secret-shown-once.tsx';

const words = texts.access;

export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<Permission[]>([]);
  const [expires, setExpires] = useState('90d');
  const make = async () => {
    const made = await ask(tokenCreate, { name, expires, permissions });
    await queryClient.invalidateQueries({ queryKey: ['tokens'] });
    return made;
  };
  return (
    <FormDialog
      title={words.createTitle}
      action={words.createSubmit}
      isReady={permissions.length > 0}
      run={make}
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
