import { planKinds } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import { readQuery } from '../../database/work.ts';
import { readApplied } from './applied-store.ts';
import type { Applied } from './applied-store.ts';
import { grantSteps } from './grant-steps.ts';
import type { KnownMachines } from './known-machines.ts';
import { readRestings } from './machine-steps.ts';
import type { Restings } from './machine-steps.ts';
import { menuSteps } from './menu-steps.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { profileSteps } from './profile-steps.ts';
import { groupSteps, roleSteps } from './role-steps.ts';
import { ruleSteps } from './rule-steps.ts';
import { settingSteps } from './setting-steps.ts';

type Kind = (typeof planKinds)[number];
type Kinds = Readonly<Record<Kind, KindPlan>>;

/** What a plan is made of, read in one transaction; only machines, which may be many, are still to be compared. */
export type PlanReading = {
  readonly others: Omit<Kinds, 'machine'>;
  readonly known: KnownMachines;
  readonly restings: Restings;
  /** How many there are at all. */
  readonly machineCount: number;
  readonly applied: ReadonlyMap<string, Applied>;
};

/** Everything that stands between the server and what a folder says. */
export type Gathered = {
  /** In the order in which they are made. */
  readonly steps: readonly Step[];
  readonly kinds: Kinds;
  readonly applied: ReadonlyMap<string, Applied>;
};

export function* readForPlan(sources: PlanSources, asked: Asked, known: KnownMachines): Reading<PlanReading> {
  const applied = yield* readApplied();
  const others = {
    role: yield* roleSteps(sources, asked),
    group: yield* groupSteps(sources, asked),
    setting: yield* settingSteps(sources, asked),
    menu: menuSteps(asked),
    profile: yield* profileSteps(sources, asked),
    rule: yield* ruleSteps(sources, asked),
    grant: yield* grantSteps(asked, known, applied),
  };
  const restings = yield* readRestings(asked);
  return { others, known, restings, machineCount: yield* countMachines(), applied };
}

function* countMachines(): Reading<number> {
  const [row] = yield* readQuery((query) =>
    query.selectFrom('machines').select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

export function gatherSteps(reading: PlanReading, machine: KindPlan, asked: Asked): Gathered {
  const kinds: Kinds = { ...reading.others, machine: withCount(machine, reading, asked) };
  const made = planKinds.flatMap((kind) => kinds[kind].steps.filter(({ action }) => action !== 'remove'));
  // What is used goes after what uses it.
  const removed = planKinds
    .toReversed()
    .flatMap((kind) => kinds[kind].steps.filter(({ action }) => action === 'remove'));
  return { steps: [...made, ...removed], kinds, applied: reading.applied };
}

function withCount(plan: KindPlan, { machineCount }: PlanReading, { configuration, prune }: Asked): KindPlan {
  if (prune || configuration.machines === undefined) return plan;
  const adding = plan.steps.filter(({ action }) => action === 'add').length;
  const described = Object.keys(configuration.machines).length - adding;
  return { ...plan, undescribed: Math.max(0, machineCount - described) };
}
