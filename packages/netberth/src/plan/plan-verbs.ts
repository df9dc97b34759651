import { localCommand, type LocalCommand } from '../local-command.ts';
import { apply, exportFolder, plan } from './plan-definitions.ts';
import { applyText, exportText, planText } from './plan-texts.ts';

export const planVerbs: readonly LocalCommand[] = [
  localCommand(
    plan,
    async (input, surroundings) => (await import('./make-plan.ts')).makePlan(input, surroundings),
    planText,
  ),
  localCommand(
    apply,
    async (input, surroundings) => (await import('./apply-plan.ts')).applyPlan(input, surroundings),
    applyText,
  ),
  localCommand(
    exportFolder,
    async (input, surroundings) => (await import('./export-state.ts')).exportState(input, surroundings),
    exportText,
  ),
];
