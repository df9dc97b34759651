import { Code, Paper, Stack, Text } from '@mantine/core';
import { configurationApplied } from '@netberth/api';
import type { AppliedConfiguration } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Moment } from '../../parts/moment.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.configuration;
const refreshMs = 15_000;

/** What folders described when they were applied, and what people have changed since; nothing is changed here. */
export function ConfigurationPage() {
  const { data, error } = useQuery({
    queryKey: ['configuration'],
    queryFn: ({ signal }) => ask(configurationApplied, {}, signal),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <PageHead title={words.title} />
      <Stack align="stretch">
        <Text size="sm">{words.intro}</Text>
        <Problem error={error} />
        {data === undefined && error === null && <Waiting />}
        {data?.described.length === 0 && (
          <Paper withBorder p="sm">
            <Text size="sm">{words.none}</Text>
            <Code block mt="xs">
              {words.begin}
            </Code>
          </Paper>
        )}
        {data !== undefined && data.described.length > 0 && <Applied {...data} />}
      </Stack>
    </>
  );
}

function Applied({ applies, described, changed }: AppliedConfiguration) {
  const mayAudit = useMay('audit:read');
  return (
    <>
      <Panel title={words.changed}>
        <Text size="sm">{changed.length === 0 ? words.unchanged : words.changedHint}</Text>
        {changed.length > 0 && (
          <RowTable
            head={[words.kind, words.name, words.when, words.by, words.command]}
            none=""
            rows={changed.map(({ kind, name, changedAt, by, command }) => ({
              key: `${kind} ${name}`,
              cells: [
                words.kinds[kind],
                name,
                <Moment key="when" at={changedAt} />,
                by ?? words.hidden,
                command ?? words.hidden,
              ],
            }))}
          />
        )}
      </Panel>
      <Panel title={words.described}>
        <RowTable
          head={[words.kind, words.count, words.applied]}
          none=""
          minWidth={300}
          rows={described.map(({ kind, count, appliedAt }) => ({
            key: kind,
            cells: [words.kinds[kind], count, <Moment key="applied" at={appliedAt} />],
          }))}
        />
      </Panel>
      {mayAudit && (
        <Panel title={words.applies}>
          <RowTable
            head={[words.when, words.by, words.changes, words.machines, words.grants, words.reason]}
            none={words.noApplies}
            rows={applies.map(({ at, by, changes, machines, grants, reason }, index) => ({
              key: index,
              cells: [<Moment key="when" at={at} />, by, changes, machines, grants, reason ?? ''],
            }))}
          />
        </Panel>
      )}
    </>
  );
}
