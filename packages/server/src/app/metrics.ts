import { readQuery } from '../database/work.ts';
import type { Database } from '../database/work.ts';

export type Metrics = {
  readonly countBoot: (decision: string) => void;
  /** Prometheus' text format. */
  readonly show: () => Promise<string>;
};

/** Counts from the start; the library that writes Prometheus' format is loaded when somebody first asks. */
export function makeMetrics(database: Database): Metrics {
  const boots = new Map<string, number>();
  let registry: Promise<{ metrics(): Promise<string> }> | undefined;
  return {
    countBoot: (decision) => boots.set(decision, (boots.get(decision) ?? 0) + 1),
    show: async () => await (await (registry ??= makeRegistry(database, boots))).metrics(),
  };
}

async function makeRegistry(database: Database, boots: ReadonlyMap<string, number>) {
  const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Counter({
    name: 'netberth_boots_total',
    help: 'Answers to /bootstrap by decision',
    labelNames: ['decision'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [decision, count] of boots) this.inc({ decision }, count);
    },
  });
  new Gauge({
    name: 'netberth_machines',
    help: 'Known machines by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { state, count } of await machinesByState(database)) this.set({ state }, count);
    },
  });
  return registry;
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
