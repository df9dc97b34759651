import { Checkbox, Text, TextInput } from '@mantine/core';
import { mediaIssueMany } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { FormatFields } from '../media/format-fields.tsx';
import { noMediumFields } from '../media/medium-fields.ts';
import { PackedMedia } from '../media/packed-media.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ask } from '../server/ask.ts';
import { useBootAddress } from '../server/boot-address.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';
import { machineNames } from './machine-names.ts';

const words = texts.media;

type Props = { readonly machines: readonly Machine[]; readonly onClose: () => void };

/** A medium for each of many machines, with the network that is known of each. */
export function MediaDialog({ machines, onClose }: Props) {
  const [fields, setFields] = useState(noMediumFields);
  const bootAddress = useBootAddress(texts.yourServer);
  const { bootUrl, firmware, format, menu, replace } = fields;
  const all = machines.length;
  const issue = async () => {
    const packed = await ask(mediaIssueMany, {
      ids: machines.map(({ id }) => id),
      ...{ firmware: [...firmware], format, menu, replace },
      ...(bootUrl !== '' && { bootUrl }),
    });
    await queryClient.invalidateQueries({ queryKey: ['media'] });
    return packed;
  };
  return (
    <FormDialog
      title={words.issueManyTitle(all)}
      action={words.issueManySubmit(all)}
      isDestructive={replace}
      isReady={firmware.length > 0}
      run={issue}
      outcome={(packed) => <PackedMedia packed={packed} />}
      onClose={onClose}
    >
      <Text>{words.willIssueMany(all, machineNames(machines))}</Text>
      <TextInput
        label={words.bootUrl}
        description={words.bootUrlHint}
        placeholder={bootAddress}
        value={bootUrl}
        onChange={(event) => setFields({ ...fields, bootUrl: event.currentTarget.value })}
      />
      <FormatFields fields={fields} onChange={(changes) => setFields({ ...fields, ...changes })} />
      <Checkbox
        label={words.replaceMany(all)}
        checked={replace}
        onChange={(event) => setFields({ ...fields, replace: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
