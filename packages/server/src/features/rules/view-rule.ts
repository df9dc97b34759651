import type { Rule } from '@netberth/api';
import { revisionOf } from '../../commands/revision.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { countFindings, grantsOfRuleSince } from './finding-store.ts';
import { hourMs } from './judge-machine.ts';
import { wantedOf } from './rule-record.ts';
import type { RuleRecord } from './rule-record.ts';

/** A rule as administrators see it. */
export function* viewRule(rule: RuleRecord): Reading<Rule> {
  const { name, mode, changedBy, changedAtMs } = rule;
  const { grant, labels, match, ...wanted } = wantedOf(rule);
  return {
    ...wanted,
    name,
    match: [...match],
    labels: { ...labels },
    grant: grant && { ...grant, profiles: [...grant.profiles] },
    changedBy,
    changedAt: isoTime(changedAtMs),
    found: yield* countFindings(name, mode),
    grantedThisHour: (yield* grantsOfRuleSince(name, mode, (yield* now()) - hourMs)).length,
    revision: ruleRevision(rule),
  };
}

/** Of what it says, whoever said it. */
export function ruleRevision(rule: RuleRecord): string {
  return revisionOf([rule.name, wantedOf(rule)]);
}
