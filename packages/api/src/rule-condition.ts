import { numberOf } from './fact-condition.ts';
import { ruleFactOf, ruleFacts } from './rule-fact.ts';
import type { RuleFactKind } from './rule-fact.ts';

const operators = ['!=', '>=', '<=', '=', '>', '<'] as const;
export type RuleOperator = (typeof operators)[number];

/** One condition of a rule: `memory>=60GiB`. */
export type RuleCondition = {
  readonly fact: string;
  readonly kind: RuleFactKind;
  readonly operator: RuleOperator;
  /** Texts: patterns, of which one must fit. Else one value. */
  readonly wanted: readonly string[];
  /** Of a number or a size (in bytes); else null. */
  readonly amount: number | null;
};

export type ParsedRuleCondition =
  | { readonly ok: true; readonly condition: RuleCondition }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `FACT OPERATOR VALUE`. In texts `*` stands for anything, `?` for one character, and `|` between values for "or".
 * @example parseRuleCondition('vendor=Dell*|HPE*')
 */
export function parseRuleCondition(text: string): ParsedRuleCondition {
  const [, fact = '', operator, rest = ''] =
    /^\s*([^=!<>\s]+)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*$/.exec(text) ?? [];
  if (operator === undefined)
    return { ok: false, problem: 'is no condition such as vendor=Dell* or memory>=60GiB' };
  const known = ruleFactOf(fact);
  if (known === undefined)
    return {
      ok: false,
      problem: `asks for "${fact}", which is no fact; wanted: one of ${Object.keys(ruleFacts).join(', ')}, label.NAME, metadata.NAME`,
    };
  if (rest === '') return { ok: false, problem: `lacks a value, as in ${known.example}` };
  return readValue({ fact, kind: known.kind, operator: operator as RuleOperator }, rest, known.example);
}

function readValue(
  about: Pick<RuleCondition, 'fact' | 'kind' | 'operator'>,
  text: string,
  example: string,
): ParsedRuleCondition {
  const isOrder = about.operator !== '=' && about.operator !== '!=';
  switch (about.kind) {
    case 'text':
      if (isOrder) return notOrdered(about.fact, example);
      return { ok: true, condition: { ...about, wanted: text.split('|').map(trimmed), amount: null } };
    case 'network':
      if (isOrder) return notOrdered(about.fact, example);
      return isNetwork(text)
        ? { ok: true, condition: { ...about, wanted: [text], amount: null } }
        : { ok: false, problem: `"${text}" is no network like 192.0.2.0/24 or 2001:db8::/64` };
    case 'number': {
      const amount = numberOf(text);
      return amount === null
        ? { ok: false, problem: `"${text}" is no number as in ${example}` }
        : { ok: true, condition: { ...about, wanted: [text], amount } };
    }
  }
}

function notOrdered(fact: string, example: string): ParsedRuleCondition {
  return { ok: false, problem: `${fact} is compared by = and != only, as in ${example}` };
}

function trimmed(text: string): string {
  return text.trim();
}

/** Its shape; which addresses are in it is asked where addresses are known. */
function isNetwork(text: string): boolean {
  const [address = '', length = '', more] = text.split('/');
  if (more !== undefined || !/^\d{1,3}$/.test(length)) return false;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address))
    return Number(length) <= 32 && address.split('.').every((part) => Number(part) <= 255);
  return /^[0-9a-fA-F:]{2,39}$/.test(address) && address.includes(':') && Number(length) <= 128;
}
