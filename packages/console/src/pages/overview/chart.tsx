import 'uplot/dist/uPlot.min.css';
import { Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { ChartBucket } from '@netberth/api';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { sizeText } from '../../format/size-text.ts';
import { texts } from '../../texts/texts.ts';

const heightPx = 180;
/** Marks at 1, 2, 4 … 512 bytes, KiB, MiB: each is a short number. */
const wholeSizes = Array.from({ length: 50 }, (_, power) => 2 ** power);

type Props = { readonly buckets: readonly ChartBucket[]; readonly label: string };

/** Drawn on a canvas, which says nothing to a screen reader: the label stands below it for everybody. */
export function Chart({ buckets, label }: Props) {
  const { ref, width } = useElementSize();
  const holder = useRef<HTMLDivElement>(null);
  const isDark = useComputedColorScheme('light') === 'dark';
  useEffect(() => {
    if (holder.current === null || width === 0) return;
    const plot = new UPlot(optionsFor(width, isDark), dataOf(buckets), holder.current);
    return () => plot.destroy();
  }, [buckets, width, isDark]);
  return (
    <div ref={ref}>
      <div ref={holder} aria-hidden style={{ minHeight: heightPx }} />
      <Text size="sm">{label}</Text>
    </div>
  );
}

function dataOf(buckets: readonly ChartBucket[]): UPlot.AlignedData {
  return [
    buckets.map(({ at }) => Date.parse(at) / 1000),
    buckets.map(({ boots }) => boots),
    buckets.map(({ sentBytes }) => sentBytes),
  ];
}

function optionsFor(width: number, isDark: boolean): UPlot.Options {
  const stroke = isDark ? '#c9c9c9' : '#333333';
  const grid = { stroke: isDark ? '#424242' : '#e0e0e0', width: 1 };
  const [boots, bytes] = isDark ? ['#4dabf7', '#ffa94d'] : ['#1971c2', '#d9480f'];
  const bars = UPlot.paths.bars?.({ size: [0.8, 20] });
  return {
    width,
    height: heightPx,
    legend: { show: false },
    scales: { boots: { range: fromZeroTo(4) }, bytes: { range: fromZeroTo(1000) } },
    series: [
      {},
      {
        label: texts.overview.chartBoots,
        scale: 'boots',
        stroke: boots,
        fill: boots,
        ...(bars && { paths: bars }),
      },
      { label: texts.overview.chartBytes, scale: 'bytes', stroke: bytes, width: 2 },
    ],
    axes: [
      { stroke, grid, values: (_, seconds, _axis, _space, stepSeconds) => timeMarks(seconds, stepSeconds) },
      {
        scale: 'boots',
        stroke,
        grid,
        label: texts.overview.chartBoots,
        labelSize: 16,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000, 50_000],
      },
      {
        scale: 'bytes',
        side: 1,
        size: 70,
        stroke,
        grid: { show: false },
        label: texts.overview.chartBytes,
        labelSize: 16,
        incrs: wholeSizes,
        values: (_, values) => values.map(sizeText),
      },
    ],
  };
}

const daySeconds = 86_400;

/** `11:40`, and the day where a mark stands for one. */
function timeMarks(seconds: readonly number[], stepSeconds: number): string[] {
  const day = new Intl.DateTimeFormat(texts.locale, { day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' });
  return seconds.map((at) => (stepSeconds >= daySeconds ? day : time).format(at * 1000));
}

/** @param least the top of an axis with nothing on it: below that, its marks would be parts of a boot or of a byte */
function fromZeroTo(least: number): UPlot.Range.Function {
  return (_, _min, max) => [0, Math.max(least, max)];
}
