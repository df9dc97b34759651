import { planKinds } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import { readQuery } from '../../database/work.ts';
import { readApplied } from './applied-store.ts';
import type { Applied } from './applied-store.ts';
import { grantSteps } from './grant-steps.ts';
import { knownMachines } from './known-machines.ts';
import { machineSteps } from './machine-steps.ts';
import { menuSteps } from './menu-steps.ts';
import { nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { profileSteps } from './profile-steps.ts';
import { groupSteps, roleSteps } from './role-steps.ts';
import { settingSteps } from './setting-steps.ts';

type Kind = (typeof planKinds)[number];
export type Gathered = {
  /** In the order in which they are made. */
  readonly steps: readonly Step[];
  readonly kinds: Readonly<Record<Kind, KindPlan>>;
  readonly applied: ReadonlyMap<string, Applied>;
};

/** Everything that stands between the server and what a folder says. Reads only. */
export function* gatherSteps(sources: PlanSources, asked: Asked): Reading<Gathered> {
  const { machines, grants } = asked.configuration;
  const applied = yield* readApplied();
  const needsAll = (asked.prune && machines !== undefined) || grants !== undefined;
  const isAboutMachines = machines !== undefined || grants !== undefined;
  const known = isAboutMachines
    ? yield* knownMachines(sources, Object.values(machines ?? {}), { actor: asked.actor, needsAll })
    : undefined;
  const kinds = {
    role: yield* roleSteps(sources, asked),
    group: yield* groupSteps(sources, asked),
    setting: yield* settingSteps(sources, asked),
    menu: menuSteps(asked),
    profile: yield* profileSteps(sources, asked),
    machine: known ? yield* withCount(yield* machineSteps(asked, known), asked) : nothingPlanned,
    grant: known ? yield* grantSteps(asked, known, applied) : nothingPlanned,
  };
  const made = planKinds.flatMap((kind) => kinds[kind].steps.filter(({ action }) => action !== 'remove'));
  // What is used goes after what uses it.
  const removed = planKinds
    .toReversed()
    .flatMap((kind) => kinds[kind].steps.filter(({ action }) => action === 'remove'));
  return { steps: [...made, ...removed], kinds, applied };
}

function* withCount(plan: KindPlan, { configuration, prune }: Asked): Reading<KindPlan> {
  if (prune || configuration.machines === undefined) return plan;
  const [row] = yield* readQuery((query) =>
    query.selectFrom('machines').select(({ fn }) => fn.countAll<number>().as('count')),
  );
  const adding = plan.steps.filter(({ action }) => action === 'add').length;
  const described = Object.keys(configuration.machines).length - adding;
  return { ...plan, undescribed: Math.max(0, (row?.count ?? 0) - described) };
}
