import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { readMachineFilter } from './machine-filter.ts';
import type { MachineFilter } from './machine-filter.ts';

type Saved = { readonly name: string; readonly filter: MachineFilter };
type Props = { readonly filter: MachineFilter; readonly onChoose: (filter: MachineFilter) => void };

/** In this browser; to give one to somebody else, send the address of the page. */
export function SavedFilters({ filter, onChoose }: Props) {
  const [saved, setSaved] = useLocalStorage<readonly Saved[]>({
    key: 'netberth-machine-filters',
    defaultValue: [],
    deserialize: readSaved,
  });
  const [name, setName] = useState('');
  const save = () => {
    setSaved([...saved.filter((other) => other.name !== name), { name, filter }]);
    setName('');
  };
  return (
    <Menu width={280} trapFocus>
      <Menu.Target>
        <Button size="xs" variant="default">
          {texts.machines.savedFilters}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {saved.map((one) => (
          <Group key={one.name} wrap="nowrap" gap={4}>
            <Menu.Item onClick={() => onChoose(one.filter)}>{one.name}</Menu.Item>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={texts.machines.removeFilter(one.name)}
              onClick={() => setSaved(saved.filter((other) => other !== one))}
            >
              ×
            </ActionIcon>
          </Group>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') save();
          }}
        >
          <Group p="xs" gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              size="xs"
              label={texts.machines.saveFilterName}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" type="submit">
              {texts.machines.saveFilterDone}
            </Button>
          </Group>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What another version of the console has left there is not ours. */
function readSaved(text: string | undefined): readonly Saved[] {
  const parsed: unknown = JSON.parse(text ?? '[]');
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap(({ name, filter }: Partial<Saved>) =>
    typeof name === 'string' ? [{ name, filter: readMachineFilter({ ...filter }) }] : [],
  );
}
