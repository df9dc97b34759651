import { watermark } from '../../database/watermark.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Database, Reading } from '../../database/work.ts';
import type { Labels } from './histogram.ts';

/** What `/metrics` asks the database; nothing but `isUp` when that does not answer. */
export type FleetFigures = {
  readonly isUp: boolean;
  readonly machines: readonly { readonly labels: Labels; readonly value: number }[];
  readonly grants?: number;
  readonly alerts?: number;
  readonly deliveries?: number;
  readonly notIndexed?: number;
};

const hourMs = 3_600_000;
/** So that a storm of alerts costs no more to count than this. */
const mostEvents = 1000;
/** Prometheus waits ten seconds; what else is shown must come before that. */
const patienceMs = 3_000;

export async function readFleetFigures(database: Database): Promise<FleetFigures> {
  const isAway = { isUp: false, machines: [] };
  const patience = new Promise<FleetFigures>((resolve) => {
    setTimeout(() => resolve(isAway), patienceMs).unref();
  });
  // Why it does not answer is logged where it was needed; here the question is whether it does.
  return await Promise.race([database.read(fleetFigures).catch(() => isAway), patience]);
}

function* fleetFigures(): Reading<FleetFigures> {
  const sinceMs = (yield* now()) - hourMs;
  const states = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('state'),
  );
  const grants = yield* readQuery((query) =>
    query
      .selectFrom('grants')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '=', 'live'),
  );
  const newest = yield* readQuery((query) =>
    query.selectFrom('events').select(['at_ms', 'severity']).orderBy('id', 'desc').limit(mostEvents),
  );
  const deliveries = yield* readQuery((query) =>
    query.selectFrom('webhook_deliveries').select(({ fn }) => fn.countAll<number>().as('count')),
  );
  const boots = yield* readQuery((query) =>
    query.selectFrom('boots').select('number').orderBy('number', 'desc').limit(1),
  );
  const indexed = yield* watermark('boot_index');
  return {
    isUp: true,
    machines: states.map(({ state, count }) => ({ labels: { state }, value: count })),
    grants: grants[0]?.count ?? 0,
    alerts: newest.filter(({ severity, at_ms }) => severity === 'alert' && at_ms > sinceMs).length,
    deliveries: deliveries[0]?.count ?? 0,
    notIndexed: Math.max(0, (boots[0]?.number ?? 0) - indexed),
  };
}
