import { problemText, type Plan, type PlanOutcome } from '@netberth/disk-image';
import { Failure } from '../failure.ts';

/** Nothing was written, and why. */
export function refuseMedia(problems: readonly string[]): Failure {
  return new Failure(`Nothing was written:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

export function expectPlan(outcome: PlanOutcome): Plan {
  if (outcome.kind === 'planned') return outcome.plan;
  throw refuseMedia(outcome.problems.map(problemText));
}
