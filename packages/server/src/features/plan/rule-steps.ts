import { ruleList, wantedRuleSchema } from '@netberth/api';
import type { OutputOf, Rule, WantedRule } from '@netberth/api';
import { changedFields, flatFields } from '@netberth/plan';
import type { Reading } from '../../database/work.ts';
import { nobody, nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { readByCommand } from './read-by-command.ts';

type Rules = OutputOf<typeof ruleList>['rules'];

/** Rules of the folder beside those of the server. None of them touches a machine because it is saved. */
export function* ruleSteps(sources: PlanSources, asked: Asked): Reading<KindPlan> {
  const wanted = asked.configuration.rules;
  if (wanted === undefined) return nothingPlanned;
  const { rules }: { rules: Rules } = yield* readByCommand(sources, ruleList, {}, asked.actor);
  const own = new Map(rules.map((rule) => [rule.name, rule]));
  const steps = Object.entries(wanted).flatMap(([name, rule]) => {
    const old = own.get(name);
    const fields = changedFields(old ? ruleView(wantedOfRule(old)) : null, ruleView(rule));
    if (old && fields.length === 0) return [];
    const input = { ...inputOf(rule), name };
    return [ruleStep(name, old, { action: old ? 'change' : 'add', fields, command: 'rule.set', input })];
  });
  const others = rules.filter(({ name }) => wanted[name] === undefined);
  const removals = others.map((rule) =>
    ruleStep(rule.name, rule, {
      ...{ action: 'remove', fields: [], command: 'rule.remove', input: { name: rule.name } },
    }),
  );
  return {
    steps: [...steps, ...(asked.prune ? removals : [])],
    unchanged: Object.keys(wanted).length - steps.length,
    undescribed: asked.prune ? 0 : others.length,
    problems: [],
  };
}

/** What people say of a rule, without what the server knows of it. */
export function wantedOfRule(rule: Rule): WantedRule {
  const { mode, order, match, labels, hostname, resting, grant } = rule;
  return wantedRuleSchema.parse({ mode, order, match, labels, hostname, resting, grant });
}

function ruleView(rule: WantedRule) {
  return Object.fromEntries(
    Object.entries(rule).flatMap(([name, value]) => Object.entries(flatFields(value, name))),
  );
}

/** Everything is said, so that nothing of a rule that there is stays. */
function inputOf({ grant, hostname, resting, ...rule }: WantedRule): object {
  const { profiles, ...order } = grant ?? { profiles: [] };
  return { ...rule, hostname: hostname ?? '', resting: resting ?? '', grant: profiles, ...order };
}

type Made = Pick<Step, 'action' | 'fields'> & { readonly command: string; readonly input: object };

function ruleStep(name: string, old: Rule | undefined, { action, fields, command, input }: Made): Step {
  const revision = old?.revision ?? null;
  return {
    ...{ kind: 'rule', name, action, fields, revision, touches: nobody, commands: [command] },
    target: `rule:${name}`,
    everyone: 'what becomes of new machines',
    *run(run) {
      yield* run(command, { ...input }, revision);
    },
  };
}
