import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { machineOfRow } from '../machines/machine-store.ts';

/** The machines that a profile touches: a live grant names it, they rest on it, or a roll-out has it for them. */
export function* machinesUsing(profile: string): Reading<readonly MachineRecord[]> {
  const granted = yield* readQuery((query) =>
    query
      .selectFrom('grants')
      .innerJoin('machines', 'machines.grant_id', 'grants.id')
      .select(['grants.machine_id', 'grants.steps_json', 'grants.step'])
      .where('grants.status', '=', 'live'),
  );
  const ids = granted
    .filter(({ steps_json, step }) => (JSON.parse(steps_json) as string[]).slice(step).includes(profile))
    .map(({ machine_id }) => machine_id);
  const resting = yield* readQuery((query) =>
    query.selectFrom('machines').selectAll().where('resting', '=', profile),
  );
  const coming = yield* readQuery((query) =>
    query
      .selectFrom('rollouts')
      .innerJoin('rollout_machines', 'rollout_machines.rollout_id', 'rollouts.id')
      .innerJoin('machines', 'machines.id', 'rollout_machines.machine_id')
      .selectAll('machines')
      .where('rollouts.profile', '=', profile)
      .where('rollouts.status', 'in', ['proposed', 'running', 'paused'])
      .where('rollout_machines.phase', 'in', ['waiting', 'called']),
  );
  const machines = new Map([...resting, ...coming].map((row) => [row.id, machineOfRow(row)]));
  for (const id of ids.filter((one) => !machines.has(one))) {
    const [row] = yield* readQuery((query) => query.selectFrom('machines').selectAll().where('id', '=', id));
    if (row) machines.set(id, machineOfRow(row));
  }
  return [...machines.values()].sort((a, b) => a.id - b.id);
}
