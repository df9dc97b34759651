import { machineStates } from '@netberth/api';
import type { MachineState, Overview, RolloutStatus } from '@netberth/api';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { listEvents } from '../events/event-store.ts';
import { bootsUnderWay } from './boots-under-way.ts';

const shownFailures = 20;
/** Nobody waits for a roll-out that was given up longer ago. */
const stoppedForMs = 7 * 24 * 60 * 60_000;

export function* readOverview(): Reading<Overview> {
  const states = yield* countByState();
  const alerts = yield* listEvents({ severity: 'alert', limit: shownFailures, newestFirst: true });
  return {
    machines: Object.values(states).reduce((sum, count) => sum + count, 0),
    states,
    profiles: yield* countProfiles(),
    boots: yield* bootsUnderWay(),
    failed: yield* failedMachines(),
    rollouts: yield* standingRollouts(),
    alerts: [...alerts],
  };
}

function* countByState(): Reading<Record<MachineState, number>> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('state'),
  );
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return Object.fromEntries(machineStates.map((state) => [state, counts.get(state) ?? 0])) as Record<
    MachineState,
    number
  >;
}

function* countProfiles(): Reading<number> {
  const [row] = yield* readQuery((query) =>
    query.selectFrom('profiles').select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function* failedMachines(): Reading<Overview['failed']> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .select(['id', 'hostname', 'state_reason'])
      .where('state', '=', 'failed')
      .orderBy('id', 'desc')
      .limit(shownFailures),
  );
  return rows.map(({ id, hostname, state_reason }) => ({ id, hostname, reason: state_reason }));
}

/** Of each image the newest: one that was followed by another is history. */
function* standingRollouts(): Reading<Overview['rollouts']> {
  const sinceMs = (yield* now()) - stoppedForMs;
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rollouts')
      .select(['id', 'image', 'profile', 'status', 'why'])
      .where('id', 'in', (newest) =>
        newest
          .selectFrom('rollouts')
          .select(({ fn }) => fn.max('id').as('id'))
          .groupBy('image'),
      )
      .where((where) =>
        where.or([
          where('status', 'in', ['proposed', 'paused']),
          where.and([where('status', '=', 'stopped'), where('ended_at_ms', '>', sinceMs)]),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(shownFailures),
  );
  return rows.map((row) => ({ ...row, status: row.status as RolloutStatus }));
}
