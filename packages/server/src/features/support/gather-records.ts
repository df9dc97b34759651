import type { SupportBundle } from '@netberth/api';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

const most = 200;

type Records = Pick<SupportBundle, 'machines' | 'profiles' | 'events' | 'boots'> & {
  readonly nowIso: string;
};

/** What the database can tell without telling what people and machines have put into it. */
export function* gatherRecords(): Reading<Records> {
  const machines = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('state'),
  );
  const profiles = yield* readQuery((query) =>
    query.selectFrom('profiles').select(['name', 'version', 'destructive', 'spec_json']).orderBy('name'),
  );
  const events = yield* readQuery((query) =>
    query.selectFrom('events').selectAll().orderBy('id', 'desc').limit(most),
  );
  const boots = yield* readQuery((query) =>
    query.selectFrom('boots').selectAll().orderBy('number', 'desc').limit(most),
  );
  return {
    nowIso: isoTime(yield* now()),
    machines: Object.fromEntries(machines.map(({ state, count }) => [state, count])),
    profiles: profiles.map(({ name, version, destructive, spec_json }) => ({
      ...{ name, version, destructive: destructive === 1 },
      method: (JSON.parse(spec_json) as { method: string }).method,
    })),
    events: events.map(({ at_ms, severity, kind, message }) => ({
      at: isoTime(at_ms),
      severity,
      kind,
      message,
    })),
    boots: boots.map((boot) => ({
      ...{ number: boot.number, at: isoTime(boot.at_ms), machine: boot.machine_id, decision: boot.decision },
      ...{ profile: boot.profile, code: boot.reason_code },
      ...{ started: boot.started_at_ms !== null, finished: boot.finished_at_ms !== null },
    })),
  };
}
