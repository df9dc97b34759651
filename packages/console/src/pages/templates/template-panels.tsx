import { Alert, Button, Code, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import type { ProfileTexts } from '@netberth/api';
import { useMemo, useState } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { texts as allTexts } from '../../texts/texts.ts';
import { Editor } from './editor.tsx';
import { useDraft, useTry } from './use-draft.ts';

const words = allTexts.templates;

type Props = { readonly texts: ProfileTexts; readonly file: string; readonly mayWrite: boolean };

export function TemplatePanels({ texts, file, mayWrite }: Props) {
  const [machine, setMachine] = useState('');
  const [editorKey, setEditorKey] = useState(0);
  const draft = useDraft(texts, file);
  const tried = useTry(texts.profile, file, draft.text, machine);
  const { problem = null, line = null } = tried.data ?? {};
  const fault = useMemo(() => (problem === null ? null : { text: problem, line }), [problem, line]);
  const isFixed = texts.whyFixed !== null || !mayWrite;
  const takeTheirs = () => {
    draft.takeTheirs();
    setEditorKey((before) => before + 1);
  };
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Panel title={file} actions={isFixed ? null : <Save {...draft} />}>
          <Stack gap="xs">
            <Problem error={draft.error} />
            <Editor
              key={editorKey}
              label={words.editor(file)}
              text={draft.text}
              isFixed={isFixed}
              settings={texts.settings}
              fault={fault}
              onChange={draft.setText}
            />
            <Text size="sm" c="dimmed">
              {words.hint}
            </Text>
            {draft.theirs !== null && (
              <Conflict theirs={draft.theirs} onTake={takeTheirs} onSaveOver={draft.save} />
            )}
          </Stack>
        </Panel>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Panel title={words.forMachine}>
          <Stack gap="xs">
            <TextInput
              label={words.machine}
              placeholder={words.machineHint}
              value={machine}
              onChange={(event) => setMachine(event.currentTarget.value)}
            />
            {machine.trim() === '' && <Text size="sm">{words.whichMachine}</Text>}
            <Problem error={tried.error} />
            {problem !== null && (
              <Alert color="red" variant="outline" role="status" title={words.cannotBeMade}>
                {problem}
              </Alert>
            )}
            {typeof tried.data?.text === 'string' && (
              <Code block className="nb-script" tabIndex={0}>
                {tried.data.text}
              </Code>
            )}
          </Stack>
        </Panel>
      </Grid.Col>
    </Grid>
  );
}

type SaveProps = Pick<ReturnType<typeof useDraft>, 'isSaved' | 'isSaving' | 'save' | 'theirs'>;

function Save({ isSaved, isSaving, save, theirs }: SaveProps) {
  return (
    <Group gap="xs">
      <Text size="sm" role="status">
        {isSaved ? '' : words.unsaved}
      </Text>
      <Button size="xs" disabled={isSaved || theirs !== null} loading={isSaving} onClick={save}>
        {words.save}
      </Button>
    </Group>
  );
}

type ConflictProps = {
  readonly theirs: string;
  readonly onTake: () => void;
  readonly onSaveOver: () => void;
};

function Conflict({ theirs, onTake, onSaveOver }: ConflictProps) {
  return (
    <Alert color="red" variant="outline" role="alert" title={words.conflict}>
      <Stack gap="xs">
        <Text size="sm">{words.conflictText}</Text>
        <Text fw={600}>{words.theirs}</Text>
        <Code block className="nb-script" tabIndex={0}>
          {theirs}
        </Code>
        <Group>
          <Button size="xs" variant="default" onClick={onTake}>
            {words.takeTheirs}
          </Button>
          <Button size="xs" color="red.9" onClick={onSaveOver}>
            {words.saveOver}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
