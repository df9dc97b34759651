import { Button, Checkbox, FileInput, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { profileImport } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { Problem } from '../../parts/problem.tsx';
import { queryClient } from '../../server/query-client.ts';
import { upload } from '../../server/upload.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.profiles;

export function UploadDialog({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [nonDestructive, setNonDestructive] = useState(false);
  const [replace, setReplace] = useState(false);
  const [sentBytes, setSentBytes] = useState(0);
  const run = useMutation({
    mutationFn: (image: File) =>
      upload(profileImport, { name, nonDestructive, replace }, image, setSentBytes),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['profiles'] }),
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    if (chosen !== null && name === '') setName(chosen.name.replace(/\.tar$/, ''));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.uploadTitle}
      closeOnClickOutside={!run.isPending}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) run.mutate(file);
        }}
      >
        <Stack>
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
          {run.isPending && file !== null && <Sent sentBytes={sentBytes} allBytes={file.size} />}
          {run.isSuccess && <Text role="status">{words.uploaded(name)}</Text>}
          <Problem error={run.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {run.isSuccess ? texts.close : texts.cancel}
            </Button>
            {!run.isSuccess && (
              <Button type="submit" loading={run.isPending} disabled={file === null}>
                {words.uploadSubmit}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Sent({ sentBytes, allBytes }: { readonly sentBytes: number; readonly allBytes: number }) {
  const isSent = sentBytes >= allBytes;
  return (
    <div>
      <Progress
        value={(100 * sentBytes) / Math.max(1, allBytes)}
        animated={isSent}
        aria-label={words.uploadTitle}
      />
      <Text size="sm" aria-live="polite">
        {isSent ? words.unpacking : words.uploading(sizeText(sentBytes), sizeText(allBytes))}
      </Text>
    </div>
  );
}
