import { requestKinds } from './storm-request.ts';
import type { RequestKind } from './storm-request.ts';

/** How long requests took, from their sending to the last byte of the answer. */
export type TimeRow = {
  readonly what: RequestKind | 'whole story';
  readonly count: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

/** Collects times while the storm is on. */
export class RequestTimes {
  readonly #byKind = new Map<TimeRow['what'], number[]>(
    [...requestKinds, 'whole story' as const].map((kind) => [kind, []]),
  );

  add(what: TimeRow['what'], tookMs: number): void {
    this.#byKind.get(what)?.push(tookMs);
  }

  rows(): TimeRow[] {
    return [...this.#byKind].map(([what, times]) => rowOf(what, Float64Array.from(times).sort()));
  }
}

function rowOf(what: TimeRow['what'], sorted: Float64Array): TimeRow {
  const at = (share: number): number => rounded(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return {
    what,
    count: sorted.length,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
