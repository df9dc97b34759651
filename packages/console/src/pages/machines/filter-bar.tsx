import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { machineStates } from '@netberth/api';
import { useEffect, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { readMachineFilter } from './machine-filter.ts';
import type { MachineFilter } from './machine-filter.ts';
import { SavedFilters } from './saved-filters.tsx';

const typingMs = 250;

type Props = { readonly filter: MachineFilter; readonly onChange: (filter: MachineFilter) => void };

export function FilterBar({ filter, onChange }: Props) {
  const [search, setSearch] = useState(filter.search ?? '');
  const [label, setLabel] = useState(filter.label ?? '');
  // Somebody searched in the head of the page, chose a saved filter, or went back.
  useEffect(() => setSearch(filter.search ?? ''), [filter.search]);
  useEffect(() => setLabel(filter.label ?? ''), [filter.label]);
  const change = (changes: Readonly<Record<string, string>>) =>
    onChange(readMachineFilter({ ...filter, search, label, ...changes }));
  const changeSoon = useDebouncedCallback(change, typingMs);
  return (
    <Group gap="xs" mb="sm" align="flex-end">
      <TextInput
        size="xs"
        label={texts.machines.search}
        placeholder={texts.find.placeholder}
        value={search}
        onChange={({ currentTarget: { value } }) => {
          setSearch(value);
          changeSoon({ search: value });
        }}
      />
      <NativeSelect
        size="xs"
        label={texts.machines.filterState}
        value={filter.state ?? ''}
        data={[
          { value: '', label: texts.machines.anyState },
          ...machineStates.map((value) => ({ value, label: texts.states[value] })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ state: value })}
      />
      <TextInput
        size="xs"
        label={texts.machines.filterLabel}
        placeholder={texts.machines.filterLabelPlaceholder}
        value={label}
        onChange={({ currentTarget: { value } }) => {
          setLabel(value);
          changeSoon({ label: value });
        }}
      />
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          setSearch('');
          setLabel('');
          onChange({});
        }}
      >
        {texts.machines.clear}
      </Button>
      <SavedFilters filter={filter} onChoose={onChange} />
    </Group>
  );
}
