import type { Selectable } from 'kysely';
import type { RolloutsTable } from '../../database/tables.ts';
import { LostRace, change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { RolloutOrder } from './next-rollout-step.ts';
import type { RolloutRecord } from './rollout-record.ts';

type Row = Selectable<RolloutsTable>;
type NewRollout = Omit<RolloutRecord, 'id' | 'version' | 'endedAtMs'>;
type Changes = Partial<Pick<RolloutRecord, 'status' | 'why' | 'grantor' | 'createdBy' | 'endedAtMs'>>;

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('rollouts').selectAll().where('id', '=', id),
);
const newestOfImage = statement<{ image: string }>()((query, { image }) =>
  query.selectFrom('rollouts').selectAll().where('image', '=', image).orderBy('id', 'desc').limit(1),
);
const insertRow = statement<Omit<Row, 'id' | 'version' | 'ended_at_ms'>>()(
  (query, values) =>
    query.insertInto('rollouts').values({
      image: values.image,
      profile: values.profile,
      profile_version: values.profile_version,
      status: values.status,
      version: 1,
      why: values.why,
      order_json: values.order_json,
      grantor: values.grantor,
      created_by: values.created_by,
      created_at_ms: values.created_at_ms,
    }),
  'id',
);
const updateRow = statement<
  Pick<Row, 'id' | 'version' | 'status' | 'why' | 'grantor' | 'created_by' | 'ended_at_ms'> & { next: number }
>()((query, values) =>
  query
    .updateTable('rollouts')
    .set({
      status: values.status,
      why: values.why,
      grantor: values.grantor,
      created_by: values.created_by,
      ended_at_ms: values.ended_at_ms,
      version: values.next,
    })
    .where('id', '=', values.id)
    .where('version', '=', values.version),
);

export function* findRollout(id: number): Reading<RolloutRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && rolloutOfRow(row);
}

export function* newestRolloutOf(image: string): Reading<RolloutRecord | undefined> {
  const row = yield* readFirst(newestOfImage, { image });
  return row && rolloutOfRow(row);
}

/** The newest first. */
export function* listRollouts(limit: number): Reading<readonly RolloutRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('rollouts').selectAll().orderBy('id', 'desc').limit(limit),
  );
  return rows.map(rolloutOfRow);
}

/** Those in which something can happen by itself. */
export function* rolloutsUnderWay(): Reading<readonly RolloutRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('rollouts').selectAll().where('status', 'in', ['running', 'paused']).orderBy('id'),
  );
  return rows.map(rolloutOfRow);
}

export function* insertRollout(rollout: NewRollout): Writing<RolloutRecord> {
  const id = yield* insert(insertRow, {
    image: rollout.image,
    profile: rollout.profile,
    profile_version: rollout.profileVersion,
    status: rollout.status,
    why: rollout.why,
    order_json: JSON.stringify(rollout.order),
    grantor: rollout.grantor,
    created_by: rollout.createdBy,
    created_at_ms: rollout.createdAtMs,
  });
  return { ...rollout, id, version: 1, endedAtMs: null };
}

/** @throws LostRace when somebody else was first */
export function* updateRollout(rollout: RolloutRecord, changes: Changes): Writing<RolloutRecord> {
  const after = { ...rollout, ...changes, version: rollout.version + 1 };
  const changed = yield* change(updateRow, {
    ...{ id: rollout.id, version: rollout.version, next: after.version },
    ...{ status: after.status, why: after.why, grantor: after.grantor, created_by: after.createdBy },
    ended_at_ms: after.endedAtMs,
  });
  if (changed === 0) throw new LostRace(`roll-out ${rollout.id} changed meanwhile`);
  return after;
}

function rolloutOfRow(row: Row): RolloutRecord {
  return {
    id: row.id,
    image: row.image,
    profile: row.profile,
    profileVersion: row.profile_version,
    status: row.status as RolloutRecord['status'],
    version: row.version,
    why: row.why,
    order: JSON.parse(row.order_json) as RolloutOrder,
    grantor: row.grantor,
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
    endedAtMs: row.ended_at_ms,
  };
}
