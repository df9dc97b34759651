import { Code, Stack, Text } from '@mantine/core';
import { statsLogs } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { sizeText } from '../../format/size-text.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.usage;

/** The access logs that `netberth stats import` has read, and how far. */
export function CountedLogs() {
  const { data, error } = useQuery({
    queryKey: ['stats', 'logs'],
    queryFn: ({ signal }) => ask(statsLogs, { limit: 1000 }, signal),
  });
  if (data?.logs.length === 0)
    return (
      <Panel title={words.logs}>
        <Stack gap="xs">
          <Text size="sm">{words.noLogs}</Text>
          <Code block>netberth stats import /var/log/nginx/access.log</Code>
        </Stack>
      </Panel>
    );
  return (
    <Panel title={words.logs}>
      <Problem error={error} />
      <RowTable
        head={[words.log.name, words.log.counted, words.log.boots, words.log.last]}
        none=""
        rows={(data?.logs ?? []).map(({ id, name, bytes, boots, countedAt }) => ({
          key: id,
          cells: [
            name,
            sizeText(bytes),
            boots.toLocaleString(texts.locale),
            <Moment key="last" at={countedAt} />,
          ],
        }))}
      />
    </Panel>
  );
}
