import { Group, TextInput } from '@mantine/core';
import { texts } from '../../texts/texts.ts';

const words = texts.audit;
const names = ['actor', 'command', 'target'] as const;

export type AuditFilter = Readonly<Record<(typeof names)[number], string>>;
export const noAuditFilter: AuditFilter = { actor: '', command: '', target: '' };

/** Only what was typed; a half command is a command that nobody has run. */
export function filterInput(filter: AuditFilter): Partial<AuditFilter> {
  const typed = names.map((name) => [name, filter[name].trim()]).filter(([, value]) => value !== '');
  return Object.fromEntries(typed);
}

type Props = { readonly filter: AuditFilter; readonly onChange: (filter: AuditFilter) => void };

export function AuditFilterBar({ filter, onChange }: Props) {
  return (
    <Group gap="xs">
      {names.map((name) => (
        <TextInput
          key={name}
          size="xs"
          label={words.filters[name]}
          placeholder={words.examples[name]}
          value={filter[name]}
          onChange={({ currentTarget: { value } }) => onChange({ ...filter, [name]: value })}
        />
      ))}
    </Group>
  );
}
