import { Checkbox, NativeSelect, Text, TextInput, Textarea } from '@mantine/core';
import { findChecksum } from '@netberth/disc';
import type { WholeWay } from '@netberth/disc';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { chooseFile } from './image/choose-file.ts';
import { chooseFolder } from './image/choose-folder.ts';
import type { Chosen } from './image/chosen-image.ts';
import { ImageFields } from './image/image-fields.tsx';
import type { Picked } from './image/image-fields.tsx';
import { ImageLook } from './image/image-look.tsx';
import { SendingProgress } from './image/sending-progress.tsx';
import type { Sending } from './image/sending-progress.tsx';
import { uploadImage } from './upload-image.ts';

const words = texts.profiles;
type Way = '' | WholeWay;

/** An image from this computer: seen for what it is before it is sent, and sent so that it can be cut off. */
export function UploadDialog({ onClose }: { readonly onClose: () => void }) {
  const [picked, setPicked] = useState<Picked>();
  const [way, setWay] = useState<Way>('');
  const [name, setName] = useState('');
  const [sumText, setSumText] = useState('');
  const [nonDestructive, setNonDestructive] = useState(false);
  const [replace, setReplace] = useState(false);
  const [sending, setSending] = useState<Sending>();
  const look = useMutation({ mutationFn: lookAt });
  const image = look.data?.kind === 'usable' ? look.data.image : undefined;
  const sha256 = sumText.trim() === '' ? null : findChecksum(sumText.trim(), fileNameOf(picked), true);
  const isSumFaulty = sumText.trim() !== '' && sha256 === null;

  const choose = (next: Picked | undefined, nextWay: Way) => {
    setPicked(next);
    setWay(nextWay);
    look.reset();
    if (next === undefined) return;
    const nameIt = (chosen: Chosen) => {
      if (chosen.kind === 'usable') setName((present) => (present === '' ? chosen.image.name : present));
    };
    look.mutate({ picked: next, way: nextWay }, { onSuccess: nameIt });
  };
  const send = async () => {
    if (image === undefined) return;
    const { tar, key } = image.toSend(sha256);
    const said = image.isDisc ? way !== '' && { as: way } : sha256 !== null && { sha256 };
    try {
      await uploadImage(
        tar,
        key,
        { name, nonDestructive, replace, ...said },
        {
          onSent: (sentBytes) => setSending({ sentBytes, allBytes: tar.size }),
          onBroken: (waitMs) => setSending((last) => ({ sentBytes: 0, allBytes: tar.size, ...last, waitMs })),
        },
      );
    } finally {
      setSending(undefined);
    }
    await queryClient.invalidateQueries({ queryKey: ['profiles'] });
  };
  return (
    <FormDialog
      title={words.uploadTitle}
      action={words.uploadSubmit}
      isReady={image !== undefined && !isSumFaulty}
      size="lg"
      run={send}
      outcome={() => <Text role="status">{words.uploaded(name)}</Text>}
      onClose={onClose}
    >
      <ImageFields picked={picked} onPick={(next) => choose(next, '')} />
      <ImageLook look={look} />
      {image?.isDisc === true && (
        <NativeSelect
          label={words.image.way}
          value={way}
          data={[
            { value: '', label: words.image.asRecognised },
            { value: 'memdisk', label: words.image.memdisk },
            { value: 'sanboot', label: words.image.sanboot },
          ]}
          onChange={(event) => choose(picked, event.currentTarget.value as Way)}
        />
      )}
      <TextInput
        label={words.uploadName}
        value={name}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {picked?.kind !== 'folder' && (
        <Textarea
          label={words.uploadSha256}
          description={words.uploadSha256Hint}
          error={isSumFaulty ? words.image.noSum(fileNameOf(picked)) : undefined}
          autosize
          maxRows={4}
          value={sumText}
          onChange={(event) => setSumText(event.currentTarget.value)}
        />
      )}
      <Checkbox
        label={words.uploadNonDestructive}
        checked={nonDestructive}
        onChange={(event) => setNonDestructive(event.currentTarget.checked)}
      />
      <Checkbox
        label={words.uploadReplace}
        checked={replace}
        onChange={(event) => setReplace(event.currentTarget.checked)}
      />
      {sending !== undefined && <SendingProgress sending={sending} />}
    </FormDialog>
  );
}

function lookAt({ picked, way }: { readonly picked: Picked; readonly way: Way }): Promise<Chosen> {
  if (picked.kind === 'folder') return chooseFolder(picked.files);
  return chooseFile(picked.file, way === '' ? null : way);
}

function fileNameOf(picked: Picked | undefined): string {
  return picked?.kind === 'file' ? picked.file.name : '';
}
