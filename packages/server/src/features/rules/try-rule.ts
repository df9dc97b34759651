import type { OutputOf, ruleTry } from '@netberth/api';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachines, machineOfRow } from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { checkedBefore } from '../provisioning/checked-before.ts';
import { grantRefusal } from '../provisioning/grant-refusal.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';
import { grantsOfRuleSince } from './finding-store.ts';
import { hourMs, judgeMachine } from './judge-machine.ts';
import type { RuleAct, RuleAtWork } from './judge-machine.ts';
import { readJudged } from './read-judged.ts';
import type { RuleRecord } from './rule-record.ts';
import { wouldText } from './rule-sentence.ts';
import { listRules } from './rule-store.ts';

type Trial = OutputOf<typeof ruleTry>['trial'];
type Tried = {
  readonly machine: number;
  readonly hostname: string | null;
  readonly untouchable: string | null;
  readonly acts: readonly RuleAct[];
};

const shownMachines = 100;
const atOnce = 500;

/**
 * What a rule would do to the machines that there are, were it active, one after the other as `rule run` takes them. Other
 * rules count as they are: what one of them says first is theirs.
 */
export function* tryRule(rule: RuleRecord, check: RenderCheckOfMany): Reading<Trial> {
  const tried = yield* judgeAll({ ...rule, mode: 'active' });
  const refusals = yield* refusedGrants(rule, tried, check);
  const touchable = tried.filter(({ untouchable }) => untouchable === null);
  const grants = touchable.filter(({ acts }) => acts.some(isGrant));
  return {
    matching: tried.length,
    touched: touchable.filter(({ acts }) => acts.some(({ kind }) => kind !== 'no-name')).length,
    grants: grants.filter(({ machine }) => !refusals.has(machine)).length,
    waiting: touchable.filter(({ acts }) => acts.some(({ kind }) => kind === 'wait')).length,
    untouchable: tried.length - touchable.length,
    machines: tried.slice(0, shownMachines).map(({ machine, hostname, untouchable, acts }) => ({
      machine,
      hostname,
      would: acts.map(wouldText),
      why: untouchable ?? refusals.get(machine) ?? null,
    })),
  };
}

function isGrant({ kind }: RuleAct): boolean {
  return kind === 'grant';
}

/** Those that meet its conditions. */
function* judgeAll(rule: RuleRecord): Reading<readonly Tried[]> {
  const nowMs = yield* now();
  const others = (yield* listRules()).filter(({ name }) => name !== rule.name);
  const granted = [...(yield* grantsOfRuleSince(rule.name, 'active', nowMs - hourMs))];
  const grantedMachines = yield* machinesGranted(rule.name);
  const tried: Tried[] = [];
  for (let after: number | null = 0; after !== null;) {
    const machines: readonly MachineRecord[] = yield* machinesAfter(after);
    for (const judged of yield* readJudged(machines)) {
      const own = { rule, grantedAtMs: granted, hasGranted: grantedMachines.has(judged.id) };
      const verdict = judgeMachine(judged, [own, ...others.map(untried)], nowMs);
      if (!verdict.matching.some(({ name }) => name === rule.name)) continue;
      const acts = verdict.acts.filter((act) => act.rule.name === rule.name);
      if (acts.some(isGrant)) granted.push(nowMs);
      const { id, hostname } = judged;
      tried.push({ machine: id, hostname, untouchable: verdict.untouchable, acts });
    }
    after = machines.length === atOnce ? (machines.at(-1)?.id ?? null) : null;
  }
  return tried;
}

/** What others would do is not asked for here, only whether they say it first. */
function untried(rule: RuleRecord): RuleAtWork {
  return { rule, grantedAtMs: [], hasGranted: false };
}

function* machinesAfter(id: number): Reading<readonly MachineRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('machines').selectAll().where('id', '>', id).orderBy('id').limit(atOnce),
  );
  return rows.map(machineOfRow);
}

function* machinesGranted(rule: string): Reading<ReadonlySet<number>> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rule_findings')
      .select('machine_id')
      .where('rule', '=', rule)
      .where('mode', '=', 'active')
      .where('granted_at_ms', 'is not', null),
  );
  return new Set(rows.map(({ machine_id }) => machine_id));
}

/** Of the machines that would be granted: why the same grant by a person would be refused. */
function* refusedGrants(
  { grant }: RuleRecord,
  tried: readonly Tried[],
  checkMany: RenderCheckOfMany,
): Reading<ReadonlyMap<number, string>> {
  const refused = new Map<number, string>();
  const granted = tried.filter(({ acts }) => acts.some(isGrant)).map(({ machine }) => machine);
  if (grant === null || granted.length === 0) return refused;
  const profiles: ProfileRecord[] = [];
  for (const name of new Set(grant.profiles)) {
    const profile = yield* findProfile(name);
    if (!profile) return new Map(granted.map((id) => [id, `there is no profile "${name}"`]));
    profiles.push(profile);
  }
  const machines = yield* findMachines(granted);
  const check = yield* checkedBefore(machines, profiles, checkMany);
  for (const machine of machines) {
    const refusal = yield* grantRefusal(machine, profiles, { replace: false, check });
    if (refusal) refused.set(machine.id, refusal.message);
  }
  return refused;
}
