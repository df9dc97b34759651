/** From a decision out of memory to a large file to a slow client. */
const bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

class Series {
  readonly labels: Labels;
  readonly counts: number[] = bucketsSeconds.map(() => 0);
  count = 0;
  sum = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  observe(seconds: number): void {
    this.count += 1;
    this.sum += seconds;
    const bucket = bucketsSeconds.findIndex((most) => seconds <= most);
    if (bucket !== -1) this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
  }
}

/** How many were at most how large, by labels; the buckets are those of every histogram here, in seconds. */
export class Histogram {
  readonly #series = new Map<string, Series>();

  /** To be kept by whoever observes the same again and again. */
  of(labels: Labels): Series {
    const key = Object.values(labels).join('\0');
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const made = new Series(labels);
    this.#series.set(key, made);
    return made;
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
