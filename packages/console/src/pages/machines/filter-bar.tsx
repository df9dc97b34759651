import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { machineStates, parseFactCondition } from '@netberth/api';
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
  const [fact, setFact] = useState(filter.fact ?? '');
  // Somebody searched in the head of the page, chose a saved filter, or went back.
  useEffect(() => setSearch(filter.search ?? ''), [filter.search]);
  useEffect(() => setLabel(filter.label ?? ''), [filter.label]);
  // What is half typed is no condition yet, and stays.
  useEffect(() => {
    if (filter.fact !== undefined) setFact(filter.fact);
  }, [filter.fact]);
  const change = (changes: Readonly<Record<string, string>>) =>
    onChange(readMachineFilter({ ...filter, search, label, fact, ...changes }));
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
      <TextInput
        size="xs"
        label={texts.facts.filter}
        placeholder={texts.facts.filterPlaceholder}
        error={factProblem(fact)}
        value={fact}
        onChange={({ currentTarget: { value } }) => {
          setFact(value);
          changeSoon({ fact: value });
        }}
      />
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          setFact('');
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

function factProblem(text: string): string | undefined {
  if (text === '') return undefined;
  const parsed = parseFactCondition(text);
  return parsed.ok ? undefined : parsed.problem;
}
