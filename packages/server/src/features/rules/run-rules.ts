import type { AuditEnd } from '../../commands/audit-end.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachine } from '../machines/machine-store.ts';
import { queueForRule } from '../machines/rule-queue-store.ts';
import { findFinding, putFinding } from './finding-store.ts';
import type { FindingRecord } from './finding-store.ts';
import { judgeMachine } from './judge-machine.ts';
import type { RuleAct, Verdict } from './judge-machine.ts';
import { performAct } from './perform-act.ts';
import type { DoableAct, RuleTools } from './perform-act.ts';
import { readJudged } from './read-judged.ts';
import { readRulesAtWork } from './read-rules-at-work.ts';
import type { RuleRecord } from './rule-record.ts';
import { didText, wouldText } from './rule-sentence.ts';
import { listRules } from './rule-store.ts';

/** A machine that rules are to look at. */
export type Look = {
  readonly machineId: number;
  /** Only this one acts; null: all of them that were as they are when it was queued: saving a rule touches nobody. */
  readonly rule: string | null;
  readonly queuedAtMs: number;
};

/** What was refused in this look, by {@link actKey}: it is not tried again until something changes. */
export type Refusals = ReadonlyMap<string, string>;

export type LookStep = { readonly isDone: true } | { readonly isDone: false; readonly end: AuditEnd };

/** An act that its command has refused; the transaction is taken back. */
export class ActRefused extends Error {
  readonly key: string;
  constructor(act: DoableAct, refused: CommandRefused) {
    const details = refused.fields.map(({ field, message }) => `; ${field} ${message}`).join('');
    super(`${refused.message}${details} (${refused.entry.code})`, { cause: refused });
    this.key = actKey(act);
  }
}

/**
 * One transaction of a look: judges anew, and does the first thing that a rule says, with its record; when nothing is left
 * to do, writes down what was found.
 * @throws ActRefused
 */
export function* takeLookStep(look: Look, refusals: Refusals, tools: RuleTools): Writing<LookStep> {
  const machine = yield* findMachine(look.machineId);
  if (!machine) return { isDone: true };
  const verdict = yield* judge(machine);
  const own = verdict.acts.filter(({ rule }) => isLooking(rule, look));
  const act = own.find(
    (one): one is DoableAct => one.rule.mode === 'active' && isDoable(one) && !refusals.has(actKey(one)),
  );
  if (act === undefined) {
    yield* writeDown(machine, look, { ...verdict, acts: own }, refusals);
    return { isDone: true };
  }
  try {
    const end = yield* performAct(act, machine.id, tools);
    yield* noteDone(machine, act);
    return { isDone: false, end };
  } catch (error) {
    throw error instanceof CommandRefused ? new ActRefused(act, error) : error;
  }
}

export function* judge(machine: MachineRecord): Reading<Verdict> {
  const rules = yield* listRules();
  const [judged] = yield* readJudged([machine]);
  if (!judged) throw new Error(`machine ${machine.id} was not read`);
  return judgeMachine(judged, yield* readRulesAtWork(rules, machine.id), yield* now());
}

function isLooking({ name, changedAtMs }: RuleRecord, { rule, queuedAtMs }: Look): boolean {
  return rule === null ? changedAtMs <= queuedAtMs : name === rule;
}

function actKey({ rule, kind }: RuleAct): string {
  return `${rule.name} ${kind}`;
}

function isDoable({ kind }: RuleAct): boolean {
  return kind !== 'no-name' && kind !== 'wait';
}

function* noteDone(machine: MachineRecord, act: DoableAct): Writing<void> {
  const atMs = yield* now();
  const before = yield* findingBefore(act.rule, machine.id);
  const grantedAtMs = act.kind === 'grant' ? atMs : before.grantedAtMs;
  yield* putFinding({ ...before, atMs, did: [...before.did, didText(act)], refused: [], grantedAtMs });
  if (act.kind !== 'grant') return;
  const message = `the rule ${act.rule.name} has ${didText(act)} for ${machineName(machine)}`;
  yield* raiseEvent({ severity: 'note', kind: 'ruleGranted', message, machineId: machine.id });
}

/** What it came to in this mode until now. */
function* findingBefore({ name: rule, mode }: RuleRecord, machineId: number): Reading<FindingRecord> {
  const found = yield* findFinding(rule, machineId);
  return found?.mode === mode
    ? found
    : { rule, machineId, mode, atMs: yield* now(), did: [], refused: [], grantedAtMs: null };
}

/** What every rule that matches has come to in the end. */
function* writeDown(
  machine: MachineRecord,
  look: Look,
  { matching, untouchable, acts }: Verdict,
  refusals: Refusals,
): Writing<void> {
  if (untouchable !== null) return;
  for (const rule of matching) {
    if (!isLooking(rule, look)) continue;
    const own = acts.filter((act) => act.rule.name === rule.name);
    const before = yield* findFinding(rule.name, machine.id);
    const after =
      rule.mode === 'learn'
        ? yield* learnt(rule, machine.id, own)
        : { ...(yield* findingBefore(rule, machine.id)), refused: refusedTexts(own, refusals) };
    if (isSame(before, after)) continue;
    yield* putFinding(after);
    if (rule.mode === 'active') yield* tellRefused(machine, rule, after.refused);
  }
  yield* waitFor(look, acts);
}

function* learnt(rule: RuleRecord, machineId: number, acts: readonly RuleAct[]): Reading<FindingRecord> {
  const before = yield* findingBefore(rule, machineId);
  const atMs = yield* now();
  const would = acts.map(wouldText);
  // What it would have granted it would not grant again; that it would have stays true.
  const granted = before.did.filter((text) => /^would be (granted|proposed)/.test(text));
  const did = before.grantedAtMs === null ? would : [...would, ...granted];
  const grantedAtMs = acts.some(({ kind }) => kind === 'grant') ? atMs : before.grantedAtMs;
  return { ...before, atMs, did, refused: [], grantedAtMs };
}

function refusedTexts(acts: readonly RuleAct[], refusals: Refusals): readonly string[] {
  return acts.flatMap((act) => {
    if (!isDoable(act)) return [didText(act)];
    const why = refusals.get(actKey(act));
    return why === undefined ? [] : [`${wouldText(act)}, but ${why}`];
  });
}

function isSame(before: FindingRecord | undefined, after: FindingRecord): boolean {
  const said = ({ mode, did, refused }: FindingRecord) => JSON.stringify([mode, did, refused]);
  return before !== undefined && said(before) === said(after);
}

function* tellRefused(
  machine: MachineRecord,
  { name }: RuleRecord,
  refused: readonly string[],
): Writing<void> {
  if (refused.length === 0) return;
  const message = `the rule ${name}: ${machineName(machine)}: ${refused.join('; ')}`;
  yield* raiseEvent({ severity: 'note', kind: 'ruleRefused', message, machineId: machine.id });
}

/** A rule that has granted as many as it may looks again when it may grant the next. */
function* waitFor(look: Look, acts: readonly RuleAct[]): Writing<void> {
  for (const act of acts) {
    if (act.kind !== 'wait' || act.rule.mode !== 'active') continue;
    yield* queueForRule(look.machineId, act.rule.name, act.untilMs);
    const { name } = act.rule;
    const message = `the rule ${name} has granted ${act.grant.maxGrants} machines within an hour, as many as it may: others wait`;
    yield* raiseEvent({ severity: 'alert', kind: `ruleLimit ${name}`, message, machineId: null });
  }
}
