import { ActionIcon, Button, Group, Popover, TextInput } from '@mantine/core';
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
  const [isOpen, setOpen] = useState(false);
  const save = () => {
    setSaved([...saved.filter((other) => other.name !== name), { name, filter }]);
    setName('');
  };
  return (
    <Popover width={300} trapFocus opened={isOpen} onChange={setOpen} withRoles={false}>
      <Popover.Target>
        <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {texts.machines.savedFilters}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={texts.machines.savedFilters}>
        {saved.map((one) => (
          <Group key={one.name} wrap="nowrap" gap={4} justify="space-between">
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                onChoose(one.filter);
                setOpen(false);
              }}
            >
              {one.name}
            </Button>
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
          <Group mt="xs" gap="xs" align="flex-end" wrap="nowrap">
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
      </Popover.Dropdown>
    </Popover>
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
