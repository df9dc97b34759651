import { Checkbox, Group, NativeSelect } from '@mantine/core';
import { mediumFirmwareSchema, mediumFirmwares, mediumFormatSchema, mediumFormats } from '@netberth/api';
import { texts } from '../texts/texts.ts';
import type { MediumFields } from './medium-fields.ts';

const words = texts.media;

type Shape = Pick<MediumFields, 'format' | 'firmware' | 'menu'>;
type Props = { readonly fields: Shape; readonly onChange: (changes: Partial<Shape>) => void };

/** What a medium looks like, and where it goes. */
export function FormatFields({ fields, onChange }: Props) {
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
