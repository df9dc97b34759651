import type { Permission, RolloutPhase } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { Actor } from '../../commands/actor.ts';
import { changeOfMany } from '../../database/change-in-parts.ts';
import type { RolloutMachinesTable } from '../../database/tables.ts';
import { change, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { machinesInReach } from '../machines/machine-reach.ts';
import { noMachines } from './rollout-record.ts';
import type { PhaseCounts, RolloutMachineRecord } from './rollout-record.ts';

type Row = Selectable<RolloutMachinesTable>;

const insertRows = changeOfMany<{ rolloutId: number }>((query, ids, { rolloutId }) =>
  query
    .insertInto('rollout_machines')
    .columns(['rollout_id', 'machine_id', 'phase', 'previous', 'staged'])
    .expression((from) =>
      from
        .selectFrom('machines')
        .select((row) => [
          row.val(rolloutId).as('rollout_id'),
          row.ref('id').as('machine_id'),
          row.val('waiting').as('phase'),
          row.ref('resting').as('previous'),
          row.val(0).as('staged'),
        ])
        .where('id', 'in', ids),
    ),
);
const callRows = changeOfMany<{ rolloutId: number; atMs: number }>((query, ids, { rolloutId, atMs }) =>
  query
    .updateTable('rollout_machines')
    .set({ phase: 'called', called_at_ms: atMs })
    .where('rollout_id', '=', rolloutId)
    .where('machine_id', 'in', ids)
    .where('phase', '=', 'waiting'),
);
const callMachineRows = changeOfMany<{ rolloutId: number }>((query, ids, { rolloutId }) =>
  query
    .updateTable('machines')
    .set((row) => ({ rollout_id: rolloutId, version: row('version', '+', 1) }))
    .where('id', 'in', ids),
);
const letGo = statement<{ rolloutId: number }>()((query, { rolloutId }) =>
  query
    .updateTable('machines')
    .set((row) => ({ rollout_id: null, version: row('version', '+', 1) }))
    .where('rollout_id', '=', rolloutId),
);
const leaveRows = statement<{ rolloutId: number; why: string }>()((query, { rolloutId, why }) =>
  query
    .updateTable('rollout_machines')
    .set({ phase: 'left', why })
    .where('rollout_id', '=', rolloutId)
    .where('phase', 'in', ['waiting', 'called']),
);
const moveRow = statement<{
  rolloutId: number;
  machineId: number;
  from: string;
  phase: string;
  why: string | null;
  bootedAtMs: number | null;
}>()((query, { rolloutId, machineId, from, phase, why, bootedAtMs }) =>
  query
    .updateTable('rollout_machines')
    .set({ phase, why, booted_at_ms: bootedAtMs })
    .where('rollout_id', '=', rolloutId)
    .where('machine_id', '=', machineId)
    .where('phase', '=', from),
);
const stageRow = statement<{ rolloutId: number; machineId: number }>()((query, { rolloutId, machineId }) =>
  query
    .updateTable('rollout_machines')
    .set({ staged: 1 })
    .where('rollout_id', '=', rolloutId)
    .where('machine_id', '=', machineId),
);
const byMachine = statement<{ rolloutId: number; machineId: number }>()((query, { rolloutId, machineId }) =>
  query
    .selectFrom('rollout_machines')
    .selectAll()
    .where('rollout_id', '=', rolloutId)
    .where('machine_id', '=', machineId),
);
const openOfMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query
    .selectFrom('rollout_machines')
    .selectAll()
    .where('machine_id', '=', machineId)
    .where('phase', 'in', ['waiting', 'called', 'booted']),
);
const underWay = statement<{ rolloutId: number }>()((query, { rolloutId }) =>
  query
    .selectFrom('rollout_machines')
    .select('machine_id')
    .where('rollout_id', '=', rolloutId)
    .where('phase', 'in', ['called', 'booted'])
    .limit(1),
);

/** What each of them rests on now is remembered: that is where `back` leads. */
export function* addRolloutMachines(rolloutId: number, ids: readonly number[]): Writing<void> {
  yield* insertRows(ids, { rolloutId });
}

/** From now on they move at their next boot. */
export function* callMachines(rolloutId: number, ids: readonly number[], atMs: number): Writing<void> {
  yield* callRows(ids, { rolloutId, atMs });
  yield* callMachineRows(ids, { rolloutId });
}

/** Nobody else moves: those that have not are left where they are. */
export function* leaveTheRest(rolloutId: number, why: string): Writing<void> {
  yield* change(letGo, { rolloutId });
  yield* change(leaveRows, { rolloutId, why });
}

/** Compare-and-set of the phase. @returns whether it was as it was read */
export function* moveInRollout(
  { rolloutId, machineId, phase: from, bootedAtMs }: RolloutMachineRecord,
  phase: RolloutPhase,
  { why = null, atMs = bootedAtMs }: { readonly why?: string | null; readonly atMs?: number | null } = {},
): Writing<boolean> {
  return (yield* change(moveRow, { rolloutId, machineId, from, phase, why, bootedAtMs: atMs })) > 0;
}

export function* markStaged({ rolloutId, machineId }: RolloutMachineRecord): Writing<void> {
  yield* change(stageRow, { rolloutId, machineId });
}

export function* findRolloutMachine(
  rolloutId: number,
  machineId: number,
): Reading<RolloutMachineRecord | undefined> {
  const row = yield* readFirst(byMachine, { rolloutId, machineId });
  return row && recordOfRow(row);
}

/** Where a machine waits, was called, or has booted and said nothing. */
export function* openRolloutsOf(machineId: number): Reading<readonly RolloutMachineRecord[]> {
  return (yield* readAll(openOfMachine, { machineId })).map(recordOfRow);
}

export function* isAnyUnderWay(rolloutId: number): Reading<boolean> {
  return (yield* readFirst(underWay, { rolloutId })) !== undefined;
}

/** All of them, or a page, in the order of their ids. */
export function* machinesOfRollout(
  rolloutId: number,
  page: { readonly after: number; readonly limit: number } = { after: 0, limit: 1_000_000 },
): Reading<readonly RolloutMachineRecord[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rollout_machines')
      .selectAll()
      .where('rollout_id', '=', rolloutId)
      .where('machine_id', '>', page.after)
      .orderBy('machine_id')
      .limit(page.limit),
  );
  return rows.map(recordOfRow);
}

export function* countPhases(rolloutId: number): Reading<PhaseCounts> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rollout_machines')
      .select(['phase', ({ fn }) => fn.countAll<number>().as('count')])
      .where('rollout_id', '=', rolloutId)
      .groupBy('phase'),
  );
  return { ...noMachines, ...Object.fromEntries(rows.map(({ phase, count }) => [phase, count])) };
}

/** Has the actor the permission for every machine of it? Nobody decides for machines beyond their scope. */
export function* isRolloutInReach(rolloutId: number, actor: Actor, permission: Permission): Reading<boolean> {
  const [beyond] = yield* readQuery((query) => {
    const inReach = machinesInReach(query, actor, permission);
    const all = query.selectFrom('rollout_machines').select('machine_id').where('rollout_id', '=', rolloutId);
    const others =
      inReach === undefined ? all.where('machine_id', '<', 0) : all.where('machine_id', 'not in', inReach);
    return others.limit(1);
  });
  return beyond === undefined;
}

function recordOfRow(row: Row): RolloutMachineRecord {
  return {
    rolloutId: row.rollout_id,
    machineId: row.machine_id,
    phase: row.phase as RolloutPhase,
    previous: row.previous,
    isStaged: row.staged === 1,
    calledAtMs: row.called_at_ms,
    bootedAtMs: row.booted_at_ms,
    why: row.why,
  };
}
