/** How many were at most how large, by labels; the buckets are those of every histogram here, in seconds. */
export class Histogram {
  readonly #series = new Map<string, Series>();

  observe(labels: Labels, seconds: number): void {
    const key = Object.values(labels).join('\0');
    let series = this.#series.get(key);
    if (series === undefined) {
      series = { labels, counts: bucketsSeconds.map(() => 0), count: 0, sum: 0 };
      this.#series.set(key, series);
    }
    series.count += 1;
    series.sum += seconds;
    const bucket = bucketsSeconds.findIndex((most) => seconds <= most);
    if (bucket !== -1) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
  }

  /** As Prometheus wants it: buckets that hold all smaller ones, then `+Inf`, sum and count. */
  rows(name: string): readonly HistogramRow[] {
    return [...this.#series.values()].flatMap(({ labels, counts, count, sum }) => {
      let upTo = 0;
      const buckets = bucketsSeconds.map((le, index) => {
        upTo += counts[index] ?? 0;
        return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: upTo };
      });
      return [
        ...buckets,
        { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
  }
}

export type Labels = Readonly<Record<string, string>>;

export type HistogramRow = {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
};

type Series = { readonly labels: Labels; readonly counts: number[]; count: number; sum: number };

/** From a decision out of memory to a large file to a slow client. */
const bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];
