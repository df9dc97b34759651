import { Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { mediaIssue } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useState } from 'react';
import { sizeText } from '../format/size-text.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { SecretShownOnce } from '../parts/secret-shown-once.tsx';
import { ask } from '../server/ask.ts';
import { useBootAddress } from '../server/boot-address.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';
import { MediumWarnings } from './medium-warnings.tsx';
import { FormatFields } from './format-fields.tsx';
import { mediumOrder, mediumWays, noMediumFields } from './medium-fields.ts';
import type { MediumFields } from './medium-fields.ts';

const words = texts.media;

type Props = {
  /** Whose medium it will be; undefined: the person says it. */
  readonly machine: { readonly id: number; readonly macs: readonly string[] } | undefined;
  readonly onClose: () => void;
};

/** A medium for one machine: what it needs to reach the server, and then the URL, which is shown once. */
export function MediumDialog({ machine, onClose }: Props) {
  const [fields, setFields] = useState<MediumFields>({
    ...noMediumFields,
    machine: machine === undefined ? '' : String(machine.id),
  });
  const bootAddress = useBootAddress(texts.yourServer);
  const set = (changes: Partial<MediumFields>) => setFields({ ...fields, ...changes });
  const issue = async () => {
    const issued = await ask(mediaIssue, mediumOrder(fields));
    await queryClient.invalidateQueries({ queryKey: ['media'] });
    return issued;
  };
  return (
    <FormDialog
      title={
        machine === undefined ? words.issueTitle : words.issueTitleFor(texts.machines.name(machine.id, null))
      }
      action={words.issueSubmit}
      isReady={fields.firmware.length > 0 && fields.machine !== ''}
      size="lg"
      run={issue}
      outcome={(issued) => <IssuedMedium issued={issued} bootUrl={fields.bootUrl} />}
      onClose={onClose}
    >
      {machine === undefined && (
        <TextInput
          label={words.machine}
          description={words.machineHint}
          required
          data-autofocus
          value={fields.machine}
          onChange={(event) => set({ machine: event.currentTarget.value })}
        />
      )}
      <NetworkFields fields={fields} onChange={set} />
      {fields.way !== 'known' && (
        <CardField macs={machine?.macs} mac={fields.mac} onChange={(mac) => set({ mac })} />
      )}
      <TextInput
        label={words.bootUrl}
        description={words.bootUrlHint}
        placeholder={bootAddress}
        value={fields.bootUrl}
        onChange={(event) => set({ bootUrl: event.currentTarget.value })}
      />
      <FormatFields fields={fields} onChange={set} />
      <Checkbox
        label={words.replace}
        checked={fields.replace}
        onChange={(event) => set({ replace: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}

type FieldsProps = {
  readonly fields: MediumFields;
  readonly onChange: (changes: Partial<MediumFields>) => void;
};

function NetworkFields({ fields, onChange }: FieldsProps) {
  return (
    <>
      <SegmentedControl
        aria-label={words.network}
        value={fields.way}
        onChange={(value) => onChange({ way: mediumWays.find((way) => way === value) ?? 'known' })}
        data={mediumWays.map((value) => ({ value, label: words[value] }))}
      />
      {fields.way === 'static' &&
        (['ip', 'gateway', 'dns'] as const).map((name) => (
          <TextInput
            key={name}
            label={words[name]}
            description={name === 'ip' ? words.ipHint : undefined}
            required={name === 'ip'}
            value={fields[name]}
            onChange={(event) => onChange({ [name]: event.currentTarget.value })}
          />
        ))}
      {fields.way !== 'known' && (
        <TextInput
          label={words.vlan}
          value={fields.vlan}
          onChange={(event) => onChange({ vlan: event.currentTarget.value })}
        />
      )}
    </>
  );
}

type CardProps = {
  readonly macs: readonly string[] | undefined;
  readonly mac: string;
  readonly onChange: (mac: string) => void;
};

function CardField({ macs, mac, onChange }: CardProps) {
  if (macs === undefined)
    return (
      <TextInput label={words.mac} value={mac} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  return (
    <NativeSelect
      label={words.mac}
      value={mac}
      data={[{ value: '', label: words.anyCard }, ...macs]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type IssuedProps = { readonly issued: OutputOf<typeof mediaIssue>; readonly bootUrl: string };

function IssuedMedium({ issued, bootUrl }: IssuedProps) {
  const { url, path, sizeBytes, warnings } = issued;
  const address = url ?? bootUrl.replace(/\/+$/, '') + path;
  return (
    <>
      <SecretShownOnce title={words.issued(sizeText(sizeBytes))} secret={address}>
        <Button component="a" href={address} download={words.fileName(issued.machineId)} size="compact-xs">
          {words.download}
        </Button>
      </SecretShownOnce>
      <MediumWarnings warnings={warnings} />
    </>
  );
}
