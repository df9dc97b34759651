import { ruleList, ruleRemove, ruleRun, ruleSet, ruleShow, ruleTry } from '@netberth/api';
import type { Rule } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { withRevision } from '../../commands/revision.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { machineOfRow } from '../machines/machine-store.ts';
import { queueManyForRules } from '../machines/rule-queue-store.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';
import { grantorOf } from '../provisioning/second-person.ts';
import { forgetFindings, newestFindings } from './finding-store.ts';
import { meetsCondition } from './meets-condition.ts';
import { readJudged } from './read-judged.ts';
import { conditionsOf, wantedOf } from './rule-record.ts';
import type { RuleRecord } from './rule-record.ts';
import { deleteRule, findRule, listRules, putRule } from './rule-store.ts';
import { demandPossible, demandRightsOf, wantedAfter } from './set-rule.ts';
import { tryRule } from './try-rule.ts';
import { ruleRevision, viewRule } from './view-rule.ts';

export function ruleCommands(check: RenderCheckOfMany): readonly CommandHandler[] {
  return [
    list,
    show,
    tryWith(check),
    runWith(check),
    withRevision(setWith(check), { of: ({ revision }: Rule) => revision, current }),
    withRevision(remove, { current }),
  ];
}

const list = handleRead(ruleList, function* () {
  const rules: Rule[] = [];
  for (const rule of yield* listRules()) rules.push(yield* viewRule(rule));
  return { rules };
});

const show = handleRead(ruleShow, function* ({ name, limit }) {
  const rule = yield* requireRule(name);
  const findings = (yield* newestFindings(name, limit)).filter(({ mode }) => mode === rule.mode);
  return {
    rule: yield* viewRule(rule),
    findings: findings.map(({ machineId, hostname, atMs, mode, did, refused }) => ({
      ...{ rule: name, machine: machineId, hostname, at: isoTime(atMs), mode },
      ...{ did: [...did], refused: [...refused] },
    })),
  };
});

function tryWith(check: RenderCheckOfMany): CommandHandler {
  return handleRead(ruleTry, function* ({ name }) {
    const rule = yield* requireRule(name);
    return { rule: yield* viewRule(rule), trial: yield* tryRule(rule, check) };
  });
}

function setWith(check: RenderCheckOfMany) {
  return handleWrite(ruleSet, function* ({ name, reason, ...words }, actor) {
    const old = yield* findRule(name);
    if (old) demandRightsOf(old, actor);
    const wanted = wantedAfter(name, old && wantedOf(old), words);
    demandRightsOf(wanted, actor);
    yield* demandPossible(name, wanted);
    const by = { grantor: grantorOf(actor), changedBy: actor.name, changedAtMs: yield* now() };
    const rule: RuleRecord = { ...wanted, name, conditions: conditionsOf(wanted.match), ...by };
    yield* putRule(rule);
    // What it found by other words, or in another mode, says nothing of it now.
    if (old && ruleRevision(old) !== ruleRevision(rule)) yield* forgetFindings(name);
    const after = yield* viewRule(rule);
    return {
      output: { ...after, trial: yield* tryRule(rule, check) },
      target: `rule:${name}`,
      before: old ? { ...wantedOf(old) } : null,
      after,
      reason,
    };
  });
}

const remove = handleWrite(ruleRemove, function* ({ name, reason }, actor) {
  const rule = yield* requireRule(name);
  demandRightsOf(rule, actor);
  yield* deleteRule(name);
  yield* forgetFindings(name);
  const before = { ...wantedOf(rule) };
  return { output: { removed: name }, target: `rule:${name}`, before, after: null, reason };
});

function runWith(check: RenderCheckOfMany): CommandHandler {
  return handleWrite(ruleRun, function* ({ name, yes, reason }, actor) {
    const rule = yield* requireRule(name);
    demandRightsOf(rule, actor);
    const trial = yield* tryRule(rule, check);
    const matching = yes ? yield* matchingMachines(rule) : [];
    yield* queueManyForRules(matching, name);
    return {
      output: { rule: yield* viewRule(rule), trial, started: yes },
      target: `rule:${name}`,
      before: null,
      after: { started: yes, machines: [...matching] },
      reason,
    };
  });
}

function* matchingMachines({ conditions }: RuleRecord): Reading<readonly number[]> {
  const rows = yield* readQuery((query) => query.selectFrom('machines').selectAll().orderBy('id'));
  const judged = yield* readJudged(rows.map(machineOfRow));
  return judged
    .filter(({ facts }) => conditions.every((condition) => meetsCondition(condition, facts)))
    .map(({ id }) => id);
}

function* requireRule(name: string): Reading<RuleRecord> {
  const rule = yield* findRule(name);
  if (!rule) throw new CommandRefused('ruleUnknown', { rule: name });
  return rule;
}

function* current({ name }: { readonly name: string }): Reading<string | null> {
  const rule = yield* findRule(name);
  return rule ? ruleRevision(rule) : null;
}
