import { Button, Code, Stack, Text } from '@mantine/core';
import { machineExplain } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { ScriptFold } from './script-fold.tsx';

/** What the machine would get at this moment, why, and what to do about it: the server decides as for a boot. */
export function ExplainPanel({ machine }: { readonly machine: Machine }) {
  const { data, error } = useQuery({
    // What the machine is now is part of the question.
    queryKey: ['machines', 'explain', machine.id, machine.state, machine.grant?.id, machine.resting],
    queryFn: ({ signal }) => ask(machineExplain, { machine: String(machine.id) }, signal),
  });
  return (
    <Panel
      title={texts.machine.now}
      actions={
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link {...props} to="/menu/preview" search={{ machine: String(machine.id) }} />
          )}
        >
          {texts.preview.title}
        </Button>
      }
    >
      <Problem error={error} />
      {data !== undefined && (
        <Stack gap="xs">
          <Text fw={600}>{texts.machine.wouldGet(data.decision, data.profile)}</Text>
          <Text size="sm">
            <Code>{data.reasonCode}</Code> {data.reason}
          </Text>
          <Text size="sm">{data.wayOut}</Text>
          {data.rules.map(({ rule, mode, text }) => (
            <Text key={rule} size="sm">
              {texts.machine.byRule(rule, mode === 'learn')}: {text}
            </Text>
          ))}
          <ScriptFold summary={texts.machine.nowScript} script={data.script} />
        </Stack>
      )}
    </Panel>
  );
}
