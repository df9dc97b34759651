import { Button, Stack, Textarea } from '@mantine/core';
import { machineSet, machineShow } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Conflict } from '../../parts/conflict.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { isConflict } from '../../server/is-conflict.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { notesKey } from './notes-key.ts';

const words = texts.machine;

type Props = {
  readonly machine: Machine;
  /** Of what is shown of it. */
  readonly revision: string | undefined;
};
type Draft = {
  readonly text: string;
  /** What stood there when somebody began to type. */
  readonly seen: string;
  readonly revision: string | undefined;
};

/** Notes show what others write there until somebody types: from then on they are a draft of what was seen. */
export function NotesPanel({ machine, revision }: Props) {
  const known = notesOf(machine);
  const [draft, setDraft] = useState<Draft>();
  const mayWrite = useMay('machine:write');
  const reference = String(machine.id);
  const save = useMutation({
    mutationFn: async (seen: string | undefined) => {
      const change = { machine: reference, metadata: { [notesKey]: draft?.text ?? known } };
      await ask(machineSet, change, undefined, seen);
      await queryClient.invalidateQueries({ queryKey: ['machines'] });
    },
    onSuccess: () => setDraft(undefined),
  });
  const isSecond = isConflict(save.error);
  const theirs = async () => {
    const now = await ask(machineShow, { machine: reference, boots: 0 });
    return notesOf(now) === draft?.seen ? [] : ([[words.notes, notesOf(now)]] as const);
  };
  return (
    <Panel title={words.notes}>
      <Stack gap="xs" align="flex-start">
        <Textarea
          w="100%"
          autosize
          minRows={2}
          maxLength={4000}
          aria-label={words.notes}
          description={words.notesHint}
          readOnly={!mayWrite}
          value={draft?.text ?? known}
          onChange={({ currentTarget: { value } }) =>
            setDraft((before) => ({ seen: known, revision, ...before, text: value }))
          }
        />
        {isSecond ? (
          <Conflict theirs={theirs} isSaving={save.isPending} onSaveOver={() => save.mutate(undefined)} />
        ) : (
          <Problem error={save.error} />
        )}
        {mayWrite && !isSecond && draft !== undefined && draft.text !== draft.seen && (
          <Button size="xs" loading={save.isPending} onClick={() => save.mutate(draft.revision)}>
            {words.notesSave}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}

function notesOf({ metadata }: Pick<Machine, 'metadata'>): string {
  const stored = metadata[notesKey];
  return typeof stored === 'string' ? stored : '';
}
