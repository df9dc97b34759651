import { List, Stack, Text } from '@mantine/core';
import { profileShow } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { ScriptFold } from './script-fold.tsx';

const words = texts.machine;

/** The files that the installer would get now, filled in for this machine; secrets are shown as names. */
export function AnswersPanel({ machine }: { readonly machine: Machine }) {
  const mayRead = useMay('profile:read');
  const profile = machine.grant?.steps[machine.grant.step];
  if (!mayRead || profile === undefined) return null;
  return <AnswersOf machine={machine} profile={profile} />;
}

function AnswersOf({ machine, profile }: { readonly machine: Machine; readonly profile: string }) {
  const { data, error } = useQuery({
    queryKey: ['machines', 'answers', machine.id, profile],
    queryFn: ({ signal }) => ask(profileShow, { profile, machine: String(machine.id) }, signal),
  });
  const preview = data?.preview ?? null;
  if (error === null && preview === null) return null;
  const files = preview === null ? [] : filesOf(preview);
  return (
    <Panel title={words.answers(profile)}>
      <Problem error={error} />
      {preview !== null && (
        <Stack gap="xs">
          {files.length === 0 && <Text size="sm">{words.noAnswers}</Text>}
          {files.map(({ name, text }) => (
            <ScriptFold key={name} summary={name} script={text} />
          ))}
          {preview.problems.length > 0 && (
            <List size="sm">
              {preview.problems.map((problem) => (
                <List.Item key={problem}>{problem}</List.Item>
              ))}
            </List>
          )}
        </Stack>
      )}
    </Panel>
  );
}

type Preview = { readonly answers: readonly NamedText[]; readonly postInstall: string | null };
type NamedText = { readonly name: string; readonly text: string };

function filesOf({ answers, postInstall }: Preview): readonly NamedText[] {
  return postInstall === null ? answers : [...answers, { name: words.postInstall, text: postInstall }];
}
