import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { findFinding, grantsOfRuleSince } from './finding-store.ts';
import { hourMs } from './judge-machine.ts';
import type { RuleAtWork } from './judge-machine.ts';
import type { RuleRecord } from './rule-record.ts';

/** Rules with what they have granted: within the hour, and whether it was this machine. */
export function* readRulesAtWork(
  rules: readonly RuleRecord[],
  machineId: number,
): Reading<readonly RuleAtWork[]> {
  const sinceMs = (yield* now()) - hourMs;
  const atWork: RuleAtWork[] = [];
  for (const rule of rules) {
    if (rule.grant === null) {
      atWork.push({ rule, grantedAtMs: [], hasGranted: false });
      continue;
    }
    const found = yield* findFinding(rule.name, machineId);
    const hasGranted = found?.mode === rule.mode && found.grantedAtMs !== null;
    const grantedAtMs = yield* grantsOfRuleSince(rule.name, rule.mode, sinceMs);
    atWork.push({ rule, grantedAtMs, hasGranted });
  }
  return atWork;
}
