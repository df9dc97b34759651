import { Checkbox, Fieldset, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { bondModes } from '@netberth/network';
import { SmallButton } from '../../../parts/small-button.tsx';
import { texts } from '../../../texts/texts.ts';
import { bondModeOf } from './network-fields.ts';
import type { InterfaceFields } from './network-fields.ts';

const words = texts.network;

type Props = {
  readonly number: number;
  readonly fields: InterfaceFields;
  /** Of the machine's cards. */
  readonly macs: readonly string[];
  readonly onChange: (changes: Partial<InterfaceFields>) => void;
  readonly onRemove: () => void;
};

/** One place where the machine has addresses: a card or a bond, with a VLAN or without. */
export function InterfaceForm({ number, fields, macs, onChange, onRemove }: Props) {
  return (
    <Fieldset legend={words.interface(number)}>
      <Stack gap="xs">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NativeSelect
            label={words.kind}
            value={fields.bondMode}
            data={[
              { value: '', label: words.oneCard },
              ...bondModes.map((mode) => ({ value: mode, label: words.bond(mode) })),
            ]}
            onChange={(event) => onChange({ bondMode: bondModeOf(event.currentTarget.value) })}
          />
          {fields.bondMode === '' ? (
            <NativeSelect
              label={words.card}
              value={fields.mac}
              data={[
                { value: '', label: words.anyCard },
                ...new Set([...macs, ...(fields.mac === '' ? [] : [fields.mac])]),
              ]}
              onChange={(event) => onChange({ mac: event.currentTarget.value })}
            />
          ) : (
            <Checkbox.Group
              label={words.members}
              value={[...fields.members]}
              onChange={(members) => onChange({ members })}
            >
              <Stack gap={4} mt={4}>
                {[...new Set([...macs, ...fields.members])].map((mac) => (
                  <Checkbox key={mac} value={mac} label={mac} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </SimpleGrid>
        <Line name="addresses" fields={fields} onChange={onChange} hint={words.addressesHint} />
        <Line name="gateways" fields={fields} onChange={onChange} />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <Line name="vlan" fields={fields} onChange={onChange} />
          <Line name="mtu" fields={fields} onChange={onChange} />
          <Line name="name" fields={fields} onChange={onChange} />
        </SimpleGrid>
        <Group justify="flex-end">
          <SmallButton label={words.remove(number)} onClick={onRemove} />
        </Group>
      </Stack>
    </Fieldset>
  );
}

type LineProps = {
  readonly name: 'addresses' | 'gateways' | 'vlan' | 'mtu' | 'name';
  readonly hint?: string;
} & Pick<Props, 'fields' | 'onChange'>;

function Line({ name, hint, fields, onChange }: LineProps) {
  return (
    <TextInput
      label={words[name]}
      description={hint}
      value={fields[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
}
