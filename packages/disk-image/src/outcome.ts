import type { Plan } from './plan/plan.ts';
import type { Problem } from './problem.ts';

export type Refused = { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** What planning comes to: the plan, or everything that is wrong with the input. */
export type PlanOutcome = { readonly kind: 'planned'; readonly plan: Plan } | Refused;

export function planned(plan: Plan): PlanOutcome {
  return { kind: 'planned', plan };
}

export function refused(problems: readonly Problem[]): Refused {
  return { kind: 'refused', problems };
}
