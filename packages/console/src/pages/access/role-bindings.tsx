import { Button, Checkbox, Group, NativeSelect, Pill, Stack, Text, TextInput } from '@mantine/core';
import { roleBindingSchema, roleList } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.access;

type Props = {
  /** `operator`, `operator@site=berlin`. */
  readonly value: readonly string[];
  readonly onChange: (bindings: readonly string[]) => void;
};

/** Which roles somebody has: everywhere, or for the machines with a label. */
export function RoleBindings({ value, onChange }: Props) {
  const { data, error } = useQuery({ queryKey: ['roles'], queryFn: () => ask(roleList, {}) });
  const roles = data?.roles ?? [];
  const scoped = value.filter((binding) => binding.includes('@'));
  return (
    <>
      <Problem error={error} />
      <Checkbox.Group
        label={words.rolesTitle}
        value={value.filter((binding) => !binding.includes('@'))}
        onChange={(everywhere) => onChange([...everywhere, ...scoped])}
      >
        <Stack gap={4} mt={4}>
          {roles.map(({ name, summary }) => (
            <Checkbox key={name} value={name} label={words.role(name, summary)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <div role="group" aria-label={words.scoped}>
        <Text size="sm" fw={500}>
          {words.scoped}
        </Text>
        <Pill.Group my={4}>
          {scoped.map((binding) => (
            <Pill
              key={binding}
              withRemoveButton
              onRemove={() => onChange(value.filter((other) => other !== binding))}
              removeButtonProps={{
                'aria-label': words.scopedRemove(binding),
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {binding}
            </Pill>
          ))}
        </Pill.Group>
        <ScopedRole
          roles={roles.map(({ name }) => name)}
          onAdd={(binding) => onChange([...new Set([...value, binding])])}
        />
      </div>
    </>
  );
}

type ScopedProps = { readonly roles: readonly string[]; readonly onAdd: (binding: string) => void };

function ScopedRole({ roles, onAdd }: ScopedProps) {
  const [chosen, setRole] = useState('operator');
  const [label, setLabel] = useState('');
  const binding = `${chosen}@${label}`;
  const isReady = label !== '' && roleBindingSchema.safeParse(binding).success;
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        size="xs"
        label={words.scopedRole}
        data={[...roles]}
        value={chosen}
        onChange={(event) => setRole(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={words.scopedLabel}
        placeholder="site=berlin"
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={!isReady}
        onClick={() => {
          onAdd(binding);
          setLabel('');
        }}
      >
        {words.scopedAdd}
      </Button>
    </Group>
  );
}
