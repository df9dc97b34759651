import { Alert, Badge, Button, Grid, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import type { PreviewStart } from '../../preview/preview-start.ts';
import { texts } from '../../texts/texts.ts';
import { EmulatorPanel } from './emulator-panel.tsx';
import { SimulatorPanel } from './simulator-panel.tsx';

const words = texts.preview;
const places = [
  { value: 'menu', label: words.atMenu },
  { value: 'server', label: words.atServer },
] satisfies { value: PreviewStart['at']; label: string }[];

/** What a machine would show and do, in the browser; nothing of it is real. */
export function PreviewPage() {
  const { machine = null, at = machine === null ? 'menu' : 'server' } = useSearch({ from: '/menu/preview' });
  const start = { machine, at };
  const key = `${machine ?? ''} ${at}`;
  return (
    <>
      <PageHead
        title={
          <Group gap="sm">
            {machine === null ? words.title : words.titleOf(machine)}
            <Badge color="grape.9" size="lg">
              {words.badge}
            </Badge>
          </Group>
        }
      >
        <StartForm key={key} {...start} />
      </PageHead>
      <Alert variant="outline" color="grape" mb="md">
        {words.nothingIsReal}
      </Alert>
      <Grid>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <EmulatorPanel key={key} start={start} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <SimulatorPanel key={key} start={start} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function StartForm({ machine, at }: PreviewStart) {
  const [reference, setReference] = useState(machine ?? '');
  const navigate = useNavigate({ from: '/menu/preview' });
  const go = (next: PreviewStart['at']) =>
    navigate({ search: { ...(reference.trim() !== '' && { machine: reference.trim() }), at: next } });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void go(at);
      }}
    >
      <Group gap="xs" align="end">
        <TextInput
          size="xs"
          label={words.machine}
          placeholder={words.machineHint}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.begins}
          value={at}
          onChange={(next) => void go(next)}
          data={places}
        />
        <Button size="xs" variant="default" type="submit">
          {words.show}
        </Button>
      </Group>
    </form>
  );
}
