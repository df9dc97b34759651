import { Histogram } from './histogram.ts';
import type { Labels } from './histogram.ts';

export type { Labels } from './histogram.ts';

/** Counts by labels, from the start of the process. */
export class Counter {
  readonly #series = new Map<string, { readonly labels: Labels; value: number }>();

  add(labels: Labels, by = 1): void {
    const key = Object.values(labels).join('\0');
    const series = this.#series.get(key);
    if (series === undefined) this.#series.set(key, { labels, value: by });
    else series.value += by;
  }

  rows(): readonly { readonly labels: Labels; readonly value: number }[] {
    return [...this.#series.values()];
  }
}

/** What is counted as it happens. Everything else is asked for when somebody looks. */
export class Counters {
  readonly boots = new Counter();
  readonly requests = new Counter();
  readonly requestSeconds = new Histogram();
  readonly works = new Counter();
  readonly workSeconds = new Histogram();
  readonly failedJobs = new Counter();
  /** Works that were handed to the database and are not answered. */
  worksUnderWay = 0;
}
