import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { readQuery } from '../database/work.ts';
import type { Database } from '../database/work.ts';

export type Metrics = {
  readonly countBoot: (decision: string) => void;
  /** Prometheus' text format. */
  readonly show: () => Promise<string>;
};

export function makeMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const boots = new Counter({
    name: 'netberth_boots_total',
    help: 'Answers to /bootstrap by decision',
    labelNames: ['decision'],
    registers: [registry],
  });
  new Gauge({
    name: 'netberth_machines',
    help: 'Known machines by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { state, count } of await machinesByState(database)) this.set({ state }, Number(count));
    },
  });
  return { countBoot: (decision) => boots.inc({ decision }), show: () => registry.metrics() };
}

function machinesByState(database: Database) {
  return database.read(() =>
    readQuery((query) =>
      query
        .selectFrom('machines')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy('state'),
    ),
  );
}
