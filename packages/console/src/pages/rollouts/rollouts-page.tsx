import { Button, Paper, Stack, Text } from '@mantine/core';
import { rolloutList } from '@netberth/api';
import type { Rollout } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../parts/moment.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { StartDialog } from './start-dialog.tsx';

const words = texts.rollouts;
/** Machines boot when they do. */
const refreshMs = 10_000;

/** Which images were rolled out, and how far each is. */
export function RolloutsPage() {
  const mayMove = useMay('machine:grant');
  const [isStarting, setStarting] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['rollouts'],
    queryFn: ({ signal }) => ask(rolloutList, {}, signal),
    refetchInterval: refreshMs,
  });
  const head = [words.image, words.to, words.status, words.healthy, words.failed, words.began, words.why];
  const rows = (data?.rollouts ?? []).map((rollout) => ({ key: rollout.id, cells: cellsOf(rollout) }));
  return (
    <>
      <PageHead title={words.title}>
        {mayMove && (
          <Button size="xs" onClick={() => setStarting(true)}>
            {words.start}
          </Button>
        )}
      </PageHead>
      <Stack align="stretch">
        <Text size="sm">{words.intro}</Text>
        <Problem error={error} />
        {data !== undefined && (
          <Paper withBorder p="xs">
            <RowTable head={head} rows={rows} none={words.none} />
          </Paper>
        )}
      </Stack>
      {isStarting && <StartDialog onClose={() => setStarting(false)} />}
    </>
  );
}

function cellsOf({ image, profile, status, phases, machineCount, createdAt, why }: Rollout) {
  return [
    <Link key="image" className="nb-link" to="/rollouts/$image" params={{ image }}>
      {image}
    </Link>,
    profile,
    words.statuses[status],
    words.healthyOf(phases.healthy, machineCount),
    phases.failed,
    <Moment key="began" at={createdAt} />,
    why ?? '',
  ];
}
