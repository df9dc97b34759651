import { Histogram } from './histogram.ts';
import type { Labels } from './histogram.ts';

export type { Labels } from './histogram.ts';

export type Tally = { readonly labels: Labels; value: number };

/** Counts by labels, from the start of the process. */
export class Counter {
  readonly #series = new Map<string, Tally>();

  add(labels: Labels): void {
    this.of(labels).value += 1;
  }

  /** For whoever counts the same again and again: to be kept, and added to. */
  of(labels: Labels): Tally {
    const key = Object.values(labels).join('\0');
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const made = { labels, value: 0 };
    this.#series.set(key, made);
    return made;
  }

  rows(): readonly Readonly<Tally>[] {
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
