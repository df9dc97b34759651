import type { Database } from '../../database/work.ts';
import type { CacheFigures } from '../../features/images/file-cache.ts';
import type { CopyFigures } from '../../features/shared-files/local-copies.ts';
import type { LineFigures } from '../../features/provisioning/download-line.ts';
import type { Counters } from './counters.ts';
import type { PlaneTraffic } from './watch-plane.ts';

export type Metrics = {
  readonly counters: Counters;
  /** Whose figures are shown, too; planes and the cache are made after the metrics. */
  readonly planes: Map<'boot' | 'admin', PlaneTraffic>;
  readonly caches: (() => CacheFigures)[];
  readonly lines: (() => LineFigures)[];
  /** None where files lie in a folder. */
  readonly copies: (() => CopyFigures)[];
  readonly countBoot: (decision: string, reasonCode: string) => void;
  /** Prometheus' text format. */
  readonly show: () => Promise<string>;
};

/** Counts from the start; the library that writes Prometheus' format is loaded when somebody first asks. */
export function makeMetrics(counters: Counters, database: Database, data: string): Metrics {
  let registry: Promise<{ metrics(): Promise<string> }> | undefined;
  const metrics: Metrics = {
    counters,
    planes: new Map(),
    caches: [],
    lines: [],
    copies: [],
    countBoot: (decision, reason) => counters.boots.add({ decision, reason }),
    show: async () => await (await (registry ??= load())).metrics(),
  };
  const load = async () => (await import('./metric-registry.ts')).makeRegistry(metrics, database, data);
  return metrics;
}
