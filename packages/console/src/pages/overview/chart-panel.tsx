import { SegmentedControl } from '@mantine/core';
import { overviewChart } from '@netberth/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { Chart } from './chart.tsx';

const choices = [1, 24, 168];
const refreshMs = 30_000;

export function ChartPanel() {
  const [hours, setHours] = useState(24);
  const { data, error } = useQuery({
    queryKey: ['overview', 'chart', hours],
    queryFn: ({ signal }) => ask(overviewChart, { hours }, signal),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const buckets = data?.buckets ?? [];
  const boots = buckets.reduce((sum, bucket) => sum + bucket.boots, 0);
  const sentBytes = buckets.reduce((sum, bucket) => sum + bucket.sentBytes, 0);
  const control = (
    <SegmentedControl
      size="xs"
      aria-label={texts.overview.chart}
      value={String(hours)}
      onChange={(value) => setHours(Number(value))}
      data={choices.map((value) => ({ value: String(value), label: texts.overview.hours(value) }))}
    />
  );
  return (
    <Panel title={texts.overview.chart} actions={control}>
      <Problem error={error} />
      <Chart buckets={buckets} label={texts.overview.chartAlt(boots, sizeText(sentBytes), hours)} />
    </Panel>
  );
}
