import { Button, Stack, Textarea } from '@mantine/core';
import { machineSet } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { notesKey } from './notes-key.ts';

export function NotesPanel({ machine }: { readonly machine: Machine }) {
  const stored = machine.metadata[notesKey];
  const known = typeof stored === 'string' ? stored : '';
  const [notes, setNotes] = useState(known);
  const mayWrite = useMay('machine:write');
  const save = useMutation({
    mutationFn: () => ask(machineSet, { machine: String(machine.id), metadata: { [notesKey]: notes } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['machines'] }),
  });
  return (
    <Panel title={texts.machine.notes}>
      <Stack gap="xs" align="flex-start">
        <Textarea
          w="100%"
          autosize
          minRows={2}
          maxLength={4000}
          aria-label={texts.machine.notes}
          description={texts.machine.notesHint}
          readOnly={!mayWrite}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <Problem error={save.error} />
        {mayWrite && notes !== known && (
          <Button size="xs" loading={save.isPending} onClick={() => save.mutate()}>
            {texts.machine.notesSave}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
