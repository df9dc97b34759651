import type { Selectable } from 'kysely';
import type { GrantsTable } from '../../database/tables.ts';
import { LostRace, change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { GrantRecord } from './grant-record.ts';

type Row = Selectable<GrantsTable>;
type Changeable = Pick<GrantRecord, 'status' | 'step' | 'starts' | 'startedBoot' | 'address'>;
type NewGrant = Omit<GrantRecord, 'id' | 'version'>;

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('grants').selectAll().where('id', '=', id),
);
const newestOfMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('grants').selectAll().where('machine_id', '=', machineId).orderBy('id', 'desc').limit(1),
);
const liveOnes = statement()((query) =>
  query.selectFrom('grants').selectAll().where('status', '=', 'live').orderBy('id'),
);
const overdue = statement<{ nowMs: number }>()((query, { nowMs }) =>
  query
    .selectFrom('grants')
    .selectAll()
    .where('status', '=', 'live')
    .where('expires_at_ms', '<=', nowMs)
    .orderBy('id')
    .limit(500),
);
const insertRow = statement<Omit<Row, 'id' | 'version'>>()(
  (query, values) =>
    query.insertInto('grants').values({
      machine_id: values.machine_id,
      status: values.status,
      version: 1,
      steps_json: values.steps_json,
      step: values.step,
      starts: values.starts,
      max_starts: values.max_starts,
      started_boot: values.started_boot,
      address: values.address,
      expires_at_ms: values.expires_at_ms,
      created_at_ms: values.created_at_ms,
      created_by: values.created_by,
      reason: values.reason,
      grantor: values.grantor,
    }),
  'id',
);
const updateRow = statement<{
  id: number;
  version: number;
  next: number;
  status: string;
  step: number;
  starts: number;
  startedBoot: number | null;
  address: string | null;
}>()((query, values) =>
  query
    .updateTable('grants')
    .set({
      status: values.status,
      step: values.step,
      starts: values.starts,
      started_boot: values.startedBoot,
      address: values.address,
      version: values.next,
    })
    .where('id', '=', values.id)
    .where('version', '=', values.version),
);
const deleteOfMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('grants').where('machine_id', '=', machineId),
);

export function* findGrant(id: number): Reading<GrantRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && grantOfRow(row);
}

export function* newestGrantOf(machineId: number): Reading<GrantRecord | undefined> {
  const row = yield* readFirst(newestOfMachine, { machineId });
  return row && grantOfRow(row);
}

export function* liveGrants(): Reading<readonly GrantRecord[]> {
  return (yield* readAll(liveOnes, {})).map(grantOfRow);
}

/** Grants that say `live` and are past their time, at most 500. */
export function* overdueGrants(nowMs: number): Reading<readonly GrantRecord[]> {
  return (yield* readAll(overdue, { nowMs })).map(grantOfRow);
}

export function* insertGrant(grant: NewGrant): Writing<GrantRecord> {
  const id = yield* insert(insertRow, {
    machine_id: grant.machineId,
    status: grant.status,
    steps_json: JSON.stringify(grant.steps),
    step: grant.step,
    starts: grant.starts,
    max_starts: grant.maxStarts,
    started_boot: grant.startedBoot,
    address: grant.address,
    expires_at_ms: grant.expiresAtMs,
    created_at_ms: grant.createdAtMs,
    created_by: grant.createdBy,
    reason: grant.reason,
    grantor: grant.grantor,
  });
  return { ...grant, id, version: 1 };
}

/** @throws LostRace when somebody else was first */
export function* updateGrant(grant: GrantRecord, changes: Partial<Changeable>): Writing<GrantRecord> {
  const after = { ...grant, ...changes, version: grant.version + 1 };
  const changed = yield* change(updateRow, {
    id: grant.id,
    version: grant.version,
    next: after.version,
    status: after.status,
    step: after.step,
    starts: after.starts,
    startedBoot: after.startedBoot,
    address: after.address,
  });
  if (changed === 0) throw new LostRace(`grant ${grant.id} changed meanwhile`);
  return after;
}

export function* deleteGrantsOf(machineId: number): Writing<void> {
  yield* change(deleteOfMachine, { machineId });
}

function grantOfRow(row: Row): GrantRecord {
  return {
    id: row.id,
    machineId: row.machine_id,
    status: row.status as GrantRecord['status'],
    version: row.version,
    steps: JSON.parse(row.steps_json) as string[],
    step: row.step,
    starts: row.starts,
    maxStarts: row.max_starts,
    startedBoot: row.started_boot,
    address: row.address,
    expiresAtMs: row.expires_at_ms,
    createdAtMs: row.created_at_ms,
    createdBy: row.created_by,
    reason: row.reason,
    grantor: row.grantor,
  };
}
