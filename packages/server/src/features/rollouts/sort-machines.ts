import type { Reading } from '../../database/work.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';

export type LeftOut = { readonly machine: number; readonly why: string };
export type Sorted = { readonly machines: readonly MachineRecord[]; readonly left: readonly LeftOut[] };

/** Which of them can come to a version, and why the others cannot. */
export function* sortMachines(
  selected: readonly MachineRecord[],
  profile: ProfileRecord,
  check: RenderCheckOfMany,
): Reading<Sorted> {
  const elsewhere = yield* inOtherRollouts(selected.map(({ id }) => id));
  const unready = yield* check(selected, profile);
  const machines: MachineRecord[] = [];
  const left: LeftOut[] = [];
  for (const machine of selected) {
    const why = whyLeftOut(machine, profile.name) ?? elsewhere.get(machine.id) ?? unready.get(machine.id);
    if (why === undefined) machines.push(machine);
    else left.push({ machine: machine.id, why });
  }
  return { machines, left };
}

function whyLeftOut({ state, isProtected, resting }: MachineRecord, profile: string): string | undefined {
  if (state === 'held') return 'it is held';
  if (isProtected) return 'it is protected';
  return resting === profile ? `it rests on ${profile} already` : undefined;
}

function* inOtherRollouts(ids: readonly number[]): Reading<ReadonlyMap<number, string>> {
  const rows = yield* readInParts(ids, (query, some) =>
    query
      .selectFrom('rollout_machines as moving')
      .innerJoin('rollouts', 'rollouts.id', 'moving.rollout_id')
      .select(['moving.machine_id', 'rollouts.image'])
      .where('moving.machine_id', 'in', some)
      .where('moving.phase', 'in', ['waiting', 'called', 'booted'])
      .where('rollouts.status', 'in', ['proposed', 'running', 'paused']),
  );
  return new Map(rows.map(({ machine_id, image }) => [machine_id, `it is part of the roll-out of ${image}`]));
}
