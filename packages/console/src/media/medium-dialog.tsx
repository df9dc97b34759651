import {
  Alert,
  Button,
  Checkbox,
  Group,
  List,
  NativeSelect,
  SegmentedControl,
  TextInput,
} from '@mantine/core';
import {
  mediaIssue,
  mediumFirmwareSchema,
  mediumFirmwares,
  mediumFormatSchema,
  mediumFormats,
} from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useState } from 'react';
import { sizeText } from '../format/size-text.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { SecretShownOnce } from '../parts/secret-shown-once.tsx';
import { ask } from '../server/ask.ts';
import { bootAddress } from '../server/boot-address.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';
import { mediumOrder, noMediumFields } from './medium-fields.ts';
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
      <CardField macs={machine?.macs} mac={fields.mac} onChange={(mac) => set({ mac })} />
      <TextInput
        label={words.bootUrl}
        description={words.bootUrlHint}
        placeholder={bootAddress(texts.start.yourServer)}
        value={fields.bootUrl}
        onChange={(event) => set({ bootUrl: event.currentTarget.value })}
      />
      <FormatFields fields={fields} onChange={set} />
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
        onChange={(value) => onChange({ way: value === 'static' ? 'static' : 'dhcp' })}
        data={[
          { value: 'dhcp', label: words.dhcp },
          { value: 'static', label: words.static },
        ]}
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
      <TextInput
        label={words.vlan}
        value={fields.vlan}
        onChange={(event) => onChange({ vlan: event.currentTarget.value })}
      />
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

function FormatFields({ fields, onChange }: FieldsProps) {
  return (
    <>
      <NativeSelect
        label={words.format}
        value={fields.format}
        data={mediumFormats.map((value) => ({ value, label: words.formats[value] }))}
        onChange={(event) => onChange({ format: mediumFormatSchema.parse(event.currentTarget.value) })}
      />
      <Checkbox.Group
        label={words.firmware}
        value={[...fields.firmware]}
        onChange={(chosen) => onChange({ firmware: chosen.map((name) => mediumFirmwareSchema.parse(name)) })}
      >
        <Group gap="md" mt={4}>
          {mediumFirmwares.map((value) => (
            <Checkbox key={value} value={value} label={words.firmwares[value]} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox
        label={words.menu}
        checked={fields.menu}
        onChange={(event) => onChange({ menu: event.currentTarget.checked })}
      />
    </>
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
      {warnings.length > 0 && (
        <Alert variant="outline" color="orange" title={words.warnings}>
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}
