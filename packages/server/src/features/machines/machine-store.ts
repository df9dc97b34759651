import type { Selectable } from 'kysely';
import type { MachinesTable } from '../../database/tables.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import { LostRace, change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isToldAnybody, tellWebhooks } from '../webhooks/tell-webhooks.ts';
import { queueForRules } from './rule-queue-store.ts';
import type { Hardware, MachineRecord, Metadata, Network } from './machine-record.ts';

type Row = Selectable<MachinesTable>;
type Changeable = Omit<MachineRecord, 'id' | 'version' | 'createdAtMs'>;
type ColumnValues = Omit<Row, 'id' | 'version' | 'created_at_ms'>;

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('machines').selectAll().where('id', '=', id),
);
const byHostname = statement<{ hostname: string }>()((query, { hostname }) =>
  query.selectFrom('machines').selectAll().where('hostname', '=', hostname).orderBy('id'),
);
const byAddress = statement<{ address: string }>()((query, { address }) =>
  query.selectFrom('machines').selectAll().where('address', '=', address).orderBy('id'),
);
const firstSeenSince = statement<{ sinceMs: number }>()((query, { sinceMs }) =>
  query
    .selectFrom('machines')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('first_seen_at_ms', '>', sinceMs),
);
const insertRow = statement<ColumnValues & { created_at_ms: number }>()(
  (query, values) =>
    query
      .insertInto('machines')
      .values({ ...columnsOf(values), version: 1, created_at_ms: values.created_at_ms }),
  'id',
);
const insertRowWithId = statement<ColumnValues & { id: number; created_at_ms: number }>()((query, values) =>
  query
    .insertInto('machines')
    .values({ ...columnsOf(values), id: values.id, version: 1, created_at_ms: values.created_at_ms }),
);
const updateRow = statement<ColumnValues & { id: number; version: number; next: number }>()((query, values) =>
  query
    .updateTable('machines')
    .set({ ...columnsOf(values), version: values.next })
    .where('id', '=', values.id)
    .where('version', '=', values.version),
);
const rewriteVersion = statement<{ id: number; version: number }>()((query, { id, version }) =>
  query.updateTable('machines').set({ version }).where('id', '=', id).where('version', '=', version),
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('machines').where('id', '=', id),
);

/** Placeholders are no enumerable properties, so the columns are named one by one. */
function columnsOf(values: ColumnValues): ColumnValues {
  return {
    state: values.state,
    state_reason: values.state_reason,
    held_from: values.held_from,
    hostname: values.hostname,
    address: values.address,
    network_json: values.network_json,
    resting: values.resting,
    metadata_json: values.metadata_json,
    hardware_json: values.hardware_json,
    grant_id: values.grant_id,
    started_boot: values.started_boot,
    pending_steps_json: values.pending_steps_json,
    first_seen_at_ms: values.first_seen_at_ms,
    discovered_at_ms: values.discovered_at_ms,
    finished_at_ms: values.finished_at_ms,
    protected: values.protected,
    proof: values.proof,
    rollout_id: values.rollout_id,
  };
}

export function* findMachine(id: number): Reading<MachineRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && machineOfRow(row);
}

/** Those of these ids that there are. */
export function* findMachines(ids: readonly number[]): Reading<readonly MachineRecord[]> {
  const rows = yield* readInParts(ids, (query, some) =>
    query.selectFrom('machines').selectAll().where('id', 'in', some).orderBy('id'),
  );
  return rows.map(machineOfRow);
}

export function* machinesNamed(hostname: string): Reading<readonly MachineRecord[]> {
  return (yield* readAll(byHostname, { hostname })).map(machineOfRow);
}

/** Those that are known by this address, in its one spelling. */
export function* machinesAtAddress(address: string): Reading<readonly MachineRecord[]> {
  return (yield* readAll(byAddress, { address })).map(machineOfRow);
}

export function* countMachinesFirstSeenSince(sinceMs: number): Reading<number> {
  return (yield* readFirst(firstSeenSince, { sinceMs }))?.count ?? 0;
}

/** A machine nobody has seen or named: the start for {@link insertMachine}. */
export const blankMachine: Changeable = {
  state: 'new',
  stateReason: null,
  heldFrom: null,
  hostname: null,
  address: null,
  network: null,
  resting: 'disk',
  metadata: {},
  hardware: {},
  grantId: null,
  startedBoot: null,
  pendingSteps: [],
  firstSeenAtMs: null,
  discoveredAtMs: null,
  finishedAtMs: null,
  isProtected: false,
  proof: 'none',
  rolloutId: null,
};

export function* insertMachine(values: Changeable, createdAtMs: number): Writing<MachineRecord> {
  const id = yield* insert(insertRow, { ...rowOf(values), created_at_ms: createdAtMs });
  const machine = { ...values, id, version: 1, createdAtMs };
  yield* tellState(machine);
  yield* queueForRules(id);
  return machine;
}

/** Tells other programs that machines have come to a state, if any wants to be told. */
export function* tellStates(
  machines: readonly MachineRecord[],
  after: Pick<MachineRecord, 'state' | 'stateReason'>,
): Writing<void> {
  if (!(yield* isToldAnybody(`machine.${after.state}`))) return;
  for (const machine of machines) yield* tellState({ ...machine, ...after });
}

function* tellState({ id, hostname, state, stateReason: reason }: MachineRecord): Writing<void> {
  yield* tellWebhooks(`machine.${state}`, { machine: { id, hostname, state, reason }, message: null });
}

/** For machines that keep the id they had elsewhere; the database counts on from the highest. */
export function* insertMachineWithId(
  id: number,
  values: Changeable,
  createdAtMs: number,
): Writing<MachineRecord> {
  yield* change(insertRowWithId, { ...rowOf(values), id, created_at_ms: createdAtMs });
  yield* queueForRules(id);
  return { ...values, id, version: 1, createdAtMs };
}

/**
 * Compare-and-set: the row changes only if it still has the version that was read.
 * @throws LostRace when somebody else was first
 */
export function* updateMachine(machine: MachineRecord, changes: Partial<Changeable>): Writing<MachineRecord> {
  const after = { ...machine, ...changes, version: machine.version + 1 };
  const changed = yield* change(updateRow, {
    ...rowOf(after),
    id: machine.id,
    version: machine.version,
    next: after.version,
  });
  if (changed === 0) throw new LostRace(`machine ${machine.id} changed meanwhile`);
  if (after.state !== machine.state) yield* tellState(after);
  if (isNewToRules(machine, after)) yield* queueForRules(machine.id);
  return after;
}

/** Has what rules look at changed, or what kept them away? */
function isNewToRules(before: MachineRecord, after: MachineRecord): boolean {
  return (
    before.hardware !== after.hardware ||
    before.metadata !== after.metadata ||
    before.hostname !== after.hostname ||
    (before.isProtected && !after.isProtected) ||
    (before.state === 'held' && after.state !== 'held')
  );
}

/**
 * For a work that reads a machine and lets something leave because of it: whoever changes the machine (a revoke, a
 * hold) is answered either before this work has read it, or after it has ended. PostgreSQL orders works that only
 * read as it likes, so the row is written, with nothing changed.
 * @throws LostRace when somebody else was first
 */
export function* insistOnMachine({ id, version }: MachineRecord): Writing<void> {
  const changed = yield* change(rewriteVersion, { id, version });
  if (changed === 0) throw new LostRace(`machine ${id} changed meanwhile`);
}

export function* deleteMachine(id: number): Writing<void> {
  yield* change(deleteRow, { id });
}

export function machineOfRow(row: Row): MachineRecord {
  return {
    id: row.id,
    state: row.state as MachineRecord['state'],
    stateReason: row.state_reason,
    heldFrom: row.held_from as MachineRecord['heldFrom'],
    version: row.version,
    hostname: row.hostname,
    address: row.address,
    network: row.network_json === null ? null : (JSON.parse(row.network_json) as Network),
    resting: row.resting,
    metadata: JSON.parse(row.metadata_json) as Metadata,
    hardware: JSON.parse(row.hardware_json) as Hardware,
    grantId: row.grant_id,
    startedBoot: row.started_boot,
    pendingSteps: JSON.parse(row.pending_steps_json) as string[],
    firstSeenAtMs: row.first_seen_at_ms,
    discoveredAtMs: row.discovered_at_ms,
    finishedAtMs: row.finished_at_ms,
    createdAtMs: row.created_at_ms,
    isProtected: row.protected === 1,
    proof: row.proof === 'key' ? 'key' : 'none',
    rolloutId: row.rollout_id,
  };
}

function rowOf(machine: Changeable): ColumnValues {
  return {
    state: machine.state,
    state_reason: machine.stateReason,
    held_from: machine.heldFrom,
    hostname: machine.hostname,
    address: machine.address,
    network_json: machine.network === null ? null : JSON.stringify(machine.network),
    resting: machine.resting,
    metadata_json: JSON.stringify(machine.metadata),
    hardware_json: JSON.stringify(machine.hardware),
    grant_id: machine.grantId,
    started_boot: machine.startedBoot,
    pending_steps_json: JSON.stringify(machine.pendingSteps),
    first_seen_at_ms: machine.firstSeenAtMs,
    discovered_at_ms: machine.discoveredAtMs,
    finished_at_ms: machine.finishedAtMs,
    protected: machine.isProtected ? 1 : 0,
    proof: machine.proof === 'key' ? 'key' : null,
    rollout_id: machine.rolloutId,
  };
}
