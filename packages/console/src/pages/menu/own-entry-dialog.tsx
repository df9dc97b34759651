import { Textarea, TextInput } from '@mantine/core';
import { menuEntrySet, menuEntryShow } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { menuHasChanged } from './menu-has-changed.ts';

const words = texts.menu.own;
const rows = 16;

type Props = { readonly file: string | null; readonly onClose: () => void };

/** Writes an entry; the server says what is wrong with it, with its line. `file`: null for a new one. */
export function OwnEntryDialog({ file, onClose }: Props) {
  const [name, setName] = useState(file ?? '');
  const [typed, setTyped] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ['menu', 'entry', file],
    queryFn: ({ signal }) => ask(menuEntryShow, { file: file ?? '' }, signal),
    enabled: file !== null,
  });
  const text = typed ?? data?.text ?? (file === null ? words.example : '');
  return (
    <FormDialog
      title={file === null ? words.adding : file}
      action={words.save}
      size="xl"
      isReady={name !== '' && text !== '' && (file === null || data !== undefined)}
      run={async () => {
        await ask(menuEntrySet, { file: name, document: text });
        await menuHasChanged();
      }}
      onClose={onClose}
    >
      <Problem error={error} />
      {file === null && (
        <TextInput
          label={words.file}
          description={words.fileHelp}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <Textarea
        label={words.text}
        value={text}
        rows={rows}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
