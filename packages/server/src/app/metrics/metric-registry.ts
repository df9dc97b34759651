import { statfs } from 'node:fs/promises';
import { Counter as PromCounter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metric } from 'prom-client';
import type { Database } from '../../database/work.ts';
import type { Counter, Labels } from './counters.ts';
import { readFleetFigures } from './fleet-figures.ts';
import type { Histogram } from './histogram.ts';
import type { Metrics } from './metrics.ts';

/** Everything that `/metrics` shows; docs/deploy/ has alert rules and a dashboard that name these. */
export function makeRegistry(metrics: Metrics, database: Database, data: string): Registry {
  const registry = new Registry();
  const { counters, planes, caches, lines, copies } = metrics;
  collectDefaultMetrics({ register: registry });
  counter(
    registry,
    'netberth_boots_total',
    'Answers to /bootstrap by decision and code of the reason',
    counters.boots,
  );
  counter(registry, 'netberth_requests_total', 'Answers by plane, route and status', counters.requests);
  histogram(
    registry,
    'netberth_request_seconds',
    'From request to answer, by plane and route',
    counters.requestSeconds,
  );
  counter(registry, 'netberth_database_works_total', 'Transactions by kind and outcome', counters.works);
  histogram(
    registry,
    'netberth_database_work_seconds',
    'Transactions, waiting included',
    counters.workSeconds,
  );
  counter(
    registry,
    'netberth_jobs_failed_total',
    'Runs of jobs in the background that failed',
    counters.failedJobs,
  );
  gauge(registry, 'netberth_database_works_waiting', 'Transactions handed over and not answered', [], () => [
    { labels: {}, value: counters.worksUnderWay },
  ]);
  gauge(registry, 'netberth_connections', 'Open connections by plane', ['plane'], () =>
    [...planes].map(([plane, { connections }]) => ({ labels: { plane }, value: connections() })),
  );
  counter(registry, 'netberth_sent_bytes_total', 'Bytes sent by plane, headers included', {
    rows: () => [...planes].map(([plane, { sentBytes }]) => ({ labels: { plane }, value: sentBytes() })),
  });
  const cache = (pick: (figures: ReturnType<(typeof caches)[number]>) => number) => ({
    rows: () => [{ labels: {}, value: caches.reduce((sum, figures) => sum + pick(figures()), 0) }],
  });
  counter(
    registry,
    'netberth_cache_hits_total',
    'Files that were in memory already',
    cache(({ hits }) => hits),
  );
  counter(
    registry,
    'netberth_cache_loads_total',
    'Files that were read into memory',
    cache(({ loads }) => loads),
  );
  counter(
    registry,
    'netberth_cache_refusals_total',
    'Files that were sent from the disk, because memory had no room for them',
    cache(({ refusals }) => refusals),
  );
  gauge(
    registry,
    'netberth_cache_bytes',
    'Memory that boot files take',
    [],
    cache(({ heldBytes }) => heldBytes).rows,
  );
  const copied = (pick: (figures: ReturnType<(typeof copies)[number]>) => number) => ({
    rows: () => [{ labels: {}, value: copies.reduce((sum, figures) => sum + pick(figures()), 0) }],
  });
  counter(
    registry,
    'netberth_copies_fetched_total',
    'Files that were fetched from object storage',
    copied(({ fetched }) => fetched),
  );
  counter(
    registry,
    'netberth_copies_fetched_bytes_total',
    'Bytes of files that were fetched from object storage',
    copied(({ fetchedBytes }) => fetchedBytes),
  );
  counter(
    registry,
    'netberth_copies_removed_total',
    'Copies of files in object storage that were removed because there was no room for others',
    copied(({ evicted }) => evicted),
  );
  gauge(
    registry,
    'netberth_copies_bytes',
    'Room that copies of images and captures take, whose files lie in object storage',
    [],
    copied(({ heldBytes }) => heldBytes).rows,
  );
  gauge(
    registry,
    'netberth_downloads',
    'Machines that fetch what they boot, and those that wait for their turn; only with the setting linkSpeed',
    ['state'],
    () => {
      const figures = lines.map((each) => each());
      return (['fetching', 'waiting'] as const).map((state) => ({
        labels: { state },
        value: figures.reduce((sum, each) => sum + each[state], 0),
      }));
    },
  );
  gauge(registry, 'netberth_data_free_bytes', 'Room that is left where the data folder is', [], async () => {
    const { bavail, bsize } = await statfs(data);
    return [{ labels: {}, value: bavail * bsize }];
  });
  addFleet(registry, database);
  return registry;
}

/** What the database knows; without it there is only the word that it does not answer. */
function addFleet(registry: Registry, database: Database): void {
  let figures: ReturnType<typeof readFleetFigures> | undefined;
  const fleet = (
    name: string,
    help: string,
    label: string[],
    pick: (figures: Awaited<ReturnType<typeof readFleetFigures>>) => readonly Row[],
  ) =>
    gauge(registry, name, help, label, async () => {
      const found = await (figures ??= readFleetFigures(database).finally(() => (figures = undefined)));
      return pick(found);
    });
  const one = (value: number | undefined): readonly Row[] =>
    value === undefined ? [] : [{ labels: {}, value }];
  fleet('netberth_database_up', 'Whether the database answers', [], ({ isUp }) => one(isUp ? 1 : 0));
  fleet('netberth_machines', 'Known machines by state', ['state'], ({ machines }) => machines);
  fleet('netberth_grants', 'Grants that live', [], ({ grants }) => one(grants));
  fleet('netberth_alerts_last_hour', 'Alerts of the last hour, a thousand at most', [], ({ alerts }) =>
    one(alerts),
  );
  fleet(
    'netberth_webhook_deliveries_waiting',
    'Deliveries of webhooks that are still to be made',
    [],
    ({ deliveries }) => one(deliveries),
  );
  fleet(
    'netberth_boots_not_indexed',
    'Boots that the index of boots by machine does not have yet',
    [],
    ({ notIndexed }) => one(notIndexed),
  );
}

type Row = { readonly labels: Labels; readonly value: number };
type Rows = Pick<Counter, 'rows'>;

function counter(registry: Registry, name: string, help: string, counted: Rows): void {
  new PromCounter({
    name,
    help,
    labelNames: labelsOf[name] ?? [],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, value } of counted.rows()) this.inc(labels, value);
    },
  });
}

const labelsOf: Readonly<Record<string, string[]>> = {
  netberth_boots_total: ['decision', 'reason'],
  netberth_requests_total: ['plane', 'route', 'status'],
  netberth_database_works_total: ['kind', 'outcome'],
  netberth_sent_bytes_total: ['plane'],
};

function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  rows: () => readonly Row[] | Promise<readonly Row[]>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const found = await rows();
      this.reset();
      // The library shows 0 where it was told nothing, unless there are labels to tell it by.
      if (found.length === 0 && labelNames.length === 0) this.remove();
      for (const { labels, value } of found) this.set(labels, value);
    },
  });
}

/** The library would count by itself, and so has to be loaded at the start: it is given what is counted here. */
function histogram(registry: Registry, name: string, help: string, counted: Histogram): void {
  const rows = async () => ({ name, help, type: 'histogram', values: counted.rows(name), aggregator: 'sum' });
  registry.registerMetric({ name, help, get: rows, reset: () => undefined } as unknown as Metric);
}
