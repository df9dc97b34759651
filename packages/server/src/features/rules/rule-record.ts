import { parseRuleCondition } from '@netberth/api';
import type { RuleCondition, WantedRule } from '@netberth/api';

export type RuleRecord = Omit<WantedRule, 'grant'> & {
  readonly name: string;
  readonly conditions: readonly RuleCondition[];
  readonly grant: WantedRule['grant'];
  /** The person who answers for it, as in `grants`. */
  readonly grantor: string;
  readonly changedBy: string;
  readonly changedAtMs: number;
};

/** @throws when a condition is none; whoever stored it has checked that */
export function conditionsOf(match: readonly string[]): readonly RuleCondition[] {
  return match.map((text) => {
    const parsed = parseRuleCondition(text);
    if (!parsed.ok) throw new Error(`the stored condition "${text}" ${parsed.problem}`);
    return parsed.condition;
  });
}

/** What people wrote, without what the server knows of it. */
export function wantedOf({ mode, order, match, labels, hostname, resting, grant }: RuleRecord): WantedRule {
  return { mode, order, match, labels, hostname, resting, grant };
}
