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

export type ParsedCondition =
  | { readonly ok: true; readonly condition: RuleCondition }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `FACT OPERATOR VALUE`. In texts `*` stands for anything, `?` for one character, and `|` between values for "or".
 * @example parseCondition('manufacturer=Dell*|HPE*')
 */
export function parseCondition(text: string): ParsedCondition {
  const [, fact = '', operator, rest = ''] =
    /^\s*([^=!<>\s]+)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*$/.exec(text) ?? [];
  if (operator === undefined)
    return { ok: false, problem: 'is no condition such as manufacturer=Dell* or memory>=60GiB' };
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
): ParsedCondition {
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
    case 'number':
    case 'size': {
      const amount = about.kind === 'size' ? bytesOf(text) : numberOf(text);
      return amount === undefined
        ? { ok: false, problem: `"${text}" is no ${about.kind} as in ${example}` }
        : { ok: true, condition: { ...about, wanted: [text], amount } };
    }
  }
}

function notOrdered(fact: string, example: string): ParsedCondition {
  return { ok: false, problem: `${fact} is compared by = and != only, as in ${example}` };
}

function trimmed(text: string): string {
  return text.trim();
}

function numberOf(text: string): number | undefined {
  return /^\d{1,12}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

const units: Readonly<Record<string, number>> = {
  ...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 },
  ...{ kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
};

/** `64GiB` and `960GB`: memory is sold by the one, disks by the other. */
function bytesOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]iB|kB|[MGT]B)$/.exec(text) ?? [];
  const factor = units[unit];
  return count === undefined || factor === undefined ? undefined : Number(count) * factor;
}

/** Its shape; which addresses are in it is asked where addresses are known. */
function isNetwork(text: string): boolean {
  const [address = '', length = '', more] = text.split('/');
  if (more !== undefined || !/^\d{1,3}$/.test(length)) return false;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address))
    return Number(length) <= 32 && address.split('.').every((part) => Number(part) <= 255);
  return /^[0-9a-fA-F:]{2,39}$/.test(address) && address.includes(':') && Number(length) <= 128;
}
