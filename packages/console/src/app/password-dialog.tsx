import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { changePassword } from '../server/session.ts';
import { texts } from '../texts/texts.ts';

const words = texts.person.password;
const fewestCharacters = 12;
const nothing = { current: '', password: '', again: '' };

/** Whoever has a local account chooses its password. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [fields, setFields] = useState(nothing);
  const { current, password, again } = fields;
  const isDifferent = again !== '' && again !== password;
  return (
    <FormDialog
      title={words.title}
      action={words.submit}
      isReady={current !== '' && password.length >= fewestCharacters && again === password}
      run={() => changePassword(current, password)}
      outcome={() => <Text role="status">{words.done}</Text>}
      onClose={onClose}
    >
      {(['current', 'password', 'again'] as const).map((name) => (
        <PasswordInput
          key={name}
          label={words[name]}
          description={name === 'password' ? words.hint(fewestCharacters) : undefined}
          error={name === 'again' && isDifferent ? words.different : undefined}
          autoComplete={name === 'current' ? 'current-password' : 'new-password'}
          required
          data-autofocus={name === 'current' || undefined}
          value={fields[name]}
          onChange={({ currentTarget: { value } }) => setFields({ ...fields, [name]: value })}
        />
      ))}
    </FormDialog>
  );
}
