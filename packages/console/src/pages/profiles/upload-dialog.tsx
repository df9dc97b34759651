import { Checkbox, FileInput, Progress, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { uploadImage } from './upload-image.ts';

const words = texts.profiles;

type Sending = {
  readonly sentBytes: number;
  /** Undefined: it is being sent. */
  readonly waitMs?: number;
};

export function UploadDialog({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [sha256, setSha256] = useState('');
  const [nonDestructive, setNonDestructive] = useState(false);
  const [replace, setReplace] = useState(false);
  const [sending, setSending] = useState<Sending>();
  const send = async () => {
    if (file === null) return;
    const order = { name, nonDestructive, replace, ...(sha256 !== '' && { sha256: sha256.trim() }) };
    try {
      await uploadImage(file, order, {
        onSent: (sentBytes) => setSending({ sentBytes }),
        onBroken: (waitMs) => setSending((last) => ({ sentBytes: last?.sentBytes ?? 0, waitMs })),
      });
    } finally {
      setSending(undefined);
    }
    await queryClient.invalidateQueries({ queryKey: ['profiles'] });
  };
  const choose = (chosen: File | null) => {
    setFile(chosen);
    if (chosen !== null && name === '') setName(chosen.name.replace(/\.tar$/, ''));
  };
  return (
    <FormDialog
      title={words.uploadTitle}
      action={words.uploadSubmit}
      isReady={file !== null}
      run={send}
      outcome={() => <Text role="status">{words.uploaded(name)}</Text>}
      onClose={onClose}
    >
      <FileInput
        label={words.uploadFile}
        description={words.uploadHint}
        accept=".tar,application/x-tar"
        value={file}
        onChange={choose}
        required
      />
      <TextInput
        label={words.uploadName}
        value={name}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={words.uploadSha256}
        description={words.uploadSha256Hint}
        value={sha256}
        onChange={(event) => setSha256(event.currentTarget.value)}
      />
      <Checkbox
        label={words.uploadHarmless}
        checked={nonDestructive}
        onChange={(event) => setNonDestructive(event.currentTarget.checked)}
      />
      <Checkbox
        label={words.uploadReplace}
        checked={replace}
        onChange={(event) => setReplace(event.currentTarget.checked)}
      />
      {sending !== undefined && file !== null && <Sent sending={sending} allBytes={file.size} />}
    </FormDialog>
  );
}

function Sent({ sending, allBytes }: { readonly sending: Sending; readonly allBytes: number }) {
  const { sentBytes, waitMs } = sending;
  const isSent = sentBytes >= allBytes;
  const told = words.uploading(sizeText(sentBytes), sizeText(allBytes));
  return (
    <div>
      <Progress
        value={(100 * sentBytes) / Math.max(1, allBytes)}
        animated={isSent}
        aria-label={words.uploadTitle}
      />
      <Text size="sm" aria-live="polite">
        {waitMs !== undefined ? words.uploadBroken(told, waitMs / 1000) : isSent ? words.unpacking : told}
      </Text>
    </div>
  );
}
