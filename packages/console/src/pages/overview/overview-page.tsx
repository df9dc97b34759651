import { Badge, Grid } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOverview } from '../../server/use-overview.ts';
import { texts } from '../../texts/texts.ts';
import { FirstStepsPage } from '../first-steps/first-steps-page.tsx';
import { BootsPanel } from '../../parts/boots-panel.tsx';
import { FailuresPanel } from './failures-panel.tsx';
import { StateTiles } from './state-tiles.tsx';

const ChartPanel = lazy(() =>
  import('./chart-panel.tsx').then(({ ChartPanel }) => ({ default: ChartPanel })),
);

export function OverviewPage() {
  const { overview, isLive, error } = useOverview();
  if (overview === undefined) {
    return error === null ? <Waiting /> : <Problem error={error} />;
  }
  if (overview.machines === 0) return <FirstStepsPage />;
  return (
    <>
      <PageHead title={texts.overview.title}>
        {isLive && (
          <Badge variant="dot" color="green" tt="none">
            {texts.overview.live}
          </Badge>
        )}
      </PageHead>
      {error !== null && <Problem error={error} />}
      <StateTiles machines={overview.machines} states={overview.states} />
      <Grid mt="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <BootsPanel boots={overview.boots} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <FailuresPanel {...overview} />
        </Grid.Col>
        <Grid.Col span={12}>
          <Suspense fallback={null}>
            <ChartPanel />
          </Suspense>
        </Grid.Col>
      </Grid>
    </>
  );
}
