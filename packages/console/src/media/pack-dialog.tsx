import { FileInput, TextInput } from '@mantine/core';
import { mediaPack } from '@netberth/api';
import { useState } from 'react';
import { wordsOf } from '../format/words-of.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ask } from '../server/ask.ts';
import { useBootAddress } from '../server/boot-address.ts';
import { texts } from '../texts/texts.ts';
import { FormatFields } from './format-fields.tsx';
import { noMediumFields } from './medium-fields.ts';
import { PackedMedia } from './packed-media.tsx';

const words = texts.media;
const lines = ['gateway', 'dns', 'bootUrl'] as const;

/** Media for a list of machines that the server need not know, in one ZIP file. */
export function PackDialog({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [fields, setFields] = useState(noMediumFields);
  const bootAddress = useBootAddress(texts.yourServer);
  const { gateway, dns, bootUrl, firmware, format, menu } = fields;
  const pack = async () =>
    ask(mediaPack, {
      document: (await file?.text()) ?? '',
      ...{ gateway: wordsOf(gateway), dns: wordsOf(dns), firmware: [...firmware], format, menu },
      ...(bootUrl !== '' && { bootUrl }),
    });
  return (
    <FormDialog
      title={words.packTitle}
      action={words.packSubmit}
      isReady={file !== null && firmware.length > 0}
      run={pack}
      outcome={(packed) => <PackedMedia packed={packed} />}
      onClose={onClose}
    >
      <FileInput
        label={texts.csv.choose}
        description={words.packHint}
        accept=".csv,text/csv"
        value={file}
        onChange={setFile}
        required
      />
      {lines.map((name) => (
        <TextInput
          key={name}
          label={words[name]}
          description={name === 'bootUrl' ? words.bootUrlHint : words.packDefault}
          {...(name === 'bootUrl' && { placeholder: bootAddress })}
          value={fields[name]}
          onChange={({ currentTarget: { value } }) => setFields({ ...fields, [name]: value })}
        />
      ))}
      <FormatFields fields={fields} onChange={(changes) => setFields({ ...fields, ...changes })} />
    </FormDialog>
  );
}
