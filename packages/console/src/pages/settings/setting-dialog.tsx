import { Text, TextInput } from '@mantine/core';
import { settingsList, settingsSet, settingsUnset } from '@netberth/api';
import type { SettingView } from '@netberth/api';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.settings;

type Props = { readonly setting: SettingView; readonly onClose: () => void };

/** Refused when somebody else has changed it since it was shown. */
export function SettingDialog({ setting, onClose }: Props) {
  const [{ name, help, wanted, revision }] = useState(setting);
  const [value, setValue] = useState(setting.value);
  const [reason, setReason] = useState('');
  const set = async (isOver: boolean) => {
    const change = { name, value, ...(reason !== '' && { reason }) };
    await ask(settingsSet, change, undefined, isOver ? undefined : revision);
    await queryClient.invalidateQueries({ queryKey: ['settings'] });
  };
  const theirs = async () =>
    (await ask(settingsList, {})).settings
      .filter((now) => now.name === name)
      .map((now) => [words.value, now.value] as const);
  return (
    <FormDialog title={words.set(name)} action={words.set(name)} run={set} theirs={theirs} onClose={onClose}>
      <Text size="sm">{help}</Text>
      <TextInput
        label={words.value}
        description={wanted}
        value={value}
        data-autofocus
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}

export function UnsetDialog({ setting, onClose }: Props) {
  const { name, revision } = setting;
  const unset = async () => {
    await ask(settingsUnset, { name }, undefined, revision);
    await queryClient.invalidateQueries({ queryKey: ['settings'] });
  };
  return (
    <ConfirmDialog title={words.unset(name)} action={words.unset(name)} onConfirm={unset} onClose={onClose}>
      {words.willUnset(name)}
    </ConfirmDialog>
  );
}
