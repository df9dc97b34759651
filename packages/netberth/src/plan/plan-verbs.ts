import { localVerb, type LocalVerb } from '../local-verb.ts';
import { apply, exportFolder, plan } from './plan-definitions.ts';
import { applyText, exportText, planText } from './plan-texts.ts';

export const planVerbs: readonly LocalVerb[] = [
  localVerb(
    plan,
    async (input, surroundings) => (await import('./make-plan.ts')).makePlan(input, surroundings),
    planText,
  ),
  localVerb(
    apply,
    async (input, surroundings) => (await import('./apply-plan.ts')).applyPlan(input, surroundings),
    applyText,
  ),
  localVerb(
    exportFolder,
    async (input, surroundings) => (await import('./export-state.ts')).exportState(input, surroundings),
    exportText,
  ),
];
