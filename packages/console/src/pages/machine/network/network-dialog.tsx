import { Alert, Button, List, NativeSelect, TextInput } from '@mantine/core';
import { machineSet, machineShow } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { parseMachineNetwork } from '@netberth/network';
import type { DocumentRemark } from '@netberth/network';
import { useState } from 'react';
import { machineName } from '../../../format/machine-name.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { ask } from '../../../server/ask.ts';
import { texts } from '../../../texts/texts.ts';
import { InterfaceForm } from './interface-form.tsx';
import { documentOf, fieldsOf, noInterface } from './network-fields.ts';
import type { InterfaceFields, NetworkFields } from './network-fields.ts';
import { networkRows } from './network-rows.ts';

const words = texts.network;

type Props = {
  readonly machine: Machine;
  readonly revision: string | undefined;
  readonly onClose: () => void;
};

/** The whole network of a machine, checked while it is typed by what checks it on the server. */
export function NetworkDialog({ machine, revision, onClose }: Props) {
  // The page below goes on asking; what was seen when the dialog opened is what is changed here.
  const [seen] = useState(revision);
  const [fields, setFields] = useState(() => fieldsOf(machine.network));
  const { interfaces } = fields;
  const document = documentOf(fields);
  const parsed = document === null ? null : parseMachineNetwork(document);
  const setInterface = (at: number, changes: Partial<InterfaceFields>) =>
    setFields({
      ...fields,
      interfaces: interfaces.map((one, index) => (index === at ? { ...one, ...changes } : one)),
    });
  return (
    <FormDialog
      title={words.title(machineName(machine))}
      action={document === null ? words.forget : words.save}
      isDestructive={document === null}
      isReady={parsed?.kind !== 'refused'}
      size="lg"
      run={(isOver) =>
        ask(
          machineSet,
          { machine: String(machine.id), network: document },
          undefined,
          isOver ? undefined : seen,
        )
      }
      theirs={async () => {
        const { network } = await ask(machineShow, { machine: String(machine.id), boots: 0 });
        return network === null ? [[words.panel, words.unknown]] : networkRows(network);
      }}
      onClose={onClose}
    >
      {interfaces.map((one, index) => (
        <InterfaceForm
          // Interfaces have no name that stays: the place is what they are.
          key={`interface ${index}`}
          number={index + 1}
          fields={one}
          macs={machine.macs}
          onChange={(changes) => setInterface(index, changes)}
          onRemove={() => setFields({ ...fields, interfaces: interfaces.toSpliced(index, 1) })}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        onClick={() => setFields({ ...fields, interfaces: [...interfaces, noInterface] })}
      >
        {words.add}
      </Button>
      {document !== null && (
        <OverallFields
          fields={fields}
          macs={machine.macs}
          onChange={(changes) => setFields({ ...fields, ...changes })}
        />
      )}
      {parsed?.kind === 'refused' && <Remarks color="red" title={words.problems} remarks={parsed.problems} />}
      {parsed?.kind === 'network' && (
        <Remarks color="orange" title={words.warnings} remarks={parsed.warnings} />
      )}
    </FormDialog>
  );
}

type OverallProps = {
  readonly fields: NetworkFields;
  readonly macs: readonly string[];
  readonly onChange: (changes: Partial<NetworkFields>) => void;
};

function OverallFields({ fields, macs, onChange }: OverallProps) {
  return (
    <>
      {(['dns', 'search'] as const).map((name) => (
        <TextInput
          key={name}
          label={words[name]}
          value={fields[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      ))}
      <NativeSelect
        label={words.boot}
        value={fields.boot}
        data={[{ value: '', label: words.firstCard }, ...macs]}
        onChange={(event) => onChange({ boot: event.currentTarget.value })}
      />
    </>
  );
}

type RemarksProps = {
  readonly color: string;
  readonly title: string;
  readonly remarks: readonly DocumentRemark[];
};

function Remarks({ color, title, remarks }: RemarksProps) {
  if (remarks.length === 0) return null;
  return (
    <Alert variant="outline" color={color} title={title} role="status">
      <List size="sm">
        {remarks.map(({ field, message }) => (
          <List.Item key={`${field} ${message}`}>
            {words.place(field)}: {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
