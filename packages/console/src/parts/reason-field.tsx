import { TextInput } from '@mantine/core';
import { texts } from '../texts/texts.ts';

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The dialog begins here: it asks for nothing else. */
  readonly isFirst?: boolean;
};

/** Why somebody does it, for the audit log; may be left empty. */
export function ReasonField({ value, onChange, isFirst = false }: Props) {
  return (
    <TextInput
      label={texts.bulk.reason}
      value={value}
      maxLength={500}
      data-autofocus={isFirst || undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
