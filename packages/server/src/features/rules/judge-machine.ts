import type { RuleGrant } from '@netberth/api';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { Facts } from './machine-facts.ts';
import { meetsCondition } from './meets-condition.ts';
import { nameByPattern } from './name-by-pattern.ts';
import type { RuleRecord } from './rule-record.ts';

/** A machine as rules look at it. */
export type Judged = Pick<
  MachineRecord,
  'id' | 'state' | 'hostname' | 'resting' | 'isProtected' | 'finishedAtMs' | 'grantId'
> & {
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: Facts;
  /** What a pattern of a name can show. */
  readonly values: object;
};

/** A rule, and what it has granted so far in the mode that it is in. */
export type RuleAtWork = {
  readonly rule: RuleRecord;
  /** When it granted within the last hour, the oldest first. */
  readonly grantedAtMs: readonly number[];
  /** It has granted this machine before: it does not grant it again. */
  readonly hasGranted: boolean;
};

/** One thing that a rule does to a machine; in learn mode, would do. */
export type RuleAct = { readonly rule: RuleRecord } & (
  | { readonly kind: 'label'; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'name'; readonly hostname: string }
  | { readonly kind: 'no-name'; readonly why: string }
  | { readonly kind: 'rest'; readonly resting: string }
  | { readonly kind: 'grant'; readonly grant: RuleGrant }
  /** It has granted as many as it may within an hour. */
  | { readonly kind: 'wait'; readonly grant: RuleGrant; readonly untilMs: number }
);

export type Verdict = {
  /** Rules whose conditions it meets, in the order in which they count. */
  readonly matching: readonly RuleRecord[];
  /** Why no rule touches it; null: they may. */
  readonly untouchable: string | null;
  readonly acts: readonly RuleAct[];
};

export const hourMs = 60 * 60_000;

/**
 * What rules make of a machine. Pure: the same facts come to the same acts. All rules that match apply, in their order; a
 * rule only adds what the machine lacks, and of two that say the same thing the first counts. What a rule would do that
 * only learns takes nothing away from one that acts.
 */
export function judgeMachine(machine: Judged, rules: readonly RuleAtWork[], nowMs: number): Verdict {
  const met = rules.filter(({ rule }) =>
    rule.conditions.every((condition) => meetsCondition(condition, machine.facts)),
  );
  const inOrder = met.toSorted((one, other) => compareRules(one.rule, other.rule));
  const matching = inOrder.map(({ rule }) => rule);
  const untouchable = whyUntouchable(machine);
  if (untouchable !== null) return { matching, untouchable, acts: [] };
  const active = inOrder.filter(({ rule }) => rule.mode === 'active');
  const learning = inOrder.filter(({ rule }) => rule.mode === 'learn');
  const said = new Set<string>();
  const acts = [...active, ...learning].flatMap((one) => actsOf(machine, one, said, nowMs));
  return { matching, untouchable, acts };
}

/** By their order, then by their names: no two stand at the same place. */
export function compareRules(
  one: Pick<RuleRecord, 'order' | 'name'>,
  other: Pick<RuleRecord, 'order' | 'name'>,
): number {
  return one.order - other.order || (one.name < other.name ? -1 : 1);
}

function whyUntouchable({ state, isProtected, finishedAtMs }: Judged): string | null {
  if (isProtected) return 'it is protected';
  if (state === 'held') return 'it is held';
  if (state === 'finished' || finishedAtMs !== null) return 'it is installed';
  return state === 'installing' ? 'it is being installed' : null;
}

/** @param said what rules before this one have said of the machine; grows */
function actsOf(
  machine: Judged,
  { rule, grantedAtMs, hasGranted }: RuleAtWork,
  said: Set<string>,
  nowMs: number,
): readonly RuleAct[] {
  const isFirstToSay = (what: string) => !said.has(what) && said.add(what).size > 0;
  const acts: RuleAct[] = [];
  const labels = Object.entries(rule.labels).filter(
    ([name]) => isFirstToSay(`label ${name}`) && !Object.hasOwn(machine.labels, name),
  );
  if (labels.length > 0) acts.push({ rule, kind: 'label', labels: Object.fromEntries(labels) });
  if (rule.hostname !== null && isFirstToSay('name') && machine.hostname === null) {
    const named = nameByPattern(rule.hostname, machine.values);
    acts.push(
      named.ok ? { rule, kind: 'name', hostname: named.hostname } : { rule, kind: 'no-name', why: named.why },
    );
  }
  if (rule.resting !== null && isFirstToSay('rest') && machine.resting === 'disk')
    acts.push({ rule, kind: 'rest', resting: rule.resting });
  if (rule.grant !== null && isFirstToSay('grant') && isGrantable(machine) && !hasGranted)
    acts.push(grantAct(rule, rule.grant, grantedAtMs, nowMs));
  return acts;
}

/** One that failed, or whose grant a person took back, is a person's. */
function isGrantable({ state, grantId }: Judged): boolean {
  return state === 'new' && grantId === null;
}

function grantAct(
  rule: RuleRecord,
  grant: RuleGrant,
  grantedAtMs: readonly number[],
  nowMs: number,
): RuleAct {
  const recent = grantedAtMs.filter((atMs) => atMs > nowMs - hourMs);
  if (recent.length < grant.maxGrants) return { rule, kind: 'grant', grant };
  return { rule, kind: 'wait', grant, untilMs: Math.min(...recent) + hourMs };
}
