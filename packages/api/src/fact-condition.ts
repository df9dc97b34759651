import { factNames } from './fact-values.ts';
import type { FactName } from './fact-values.ts';
import { lineSchema } from './machine.ts';

/** What a fact must be for a machine to be found: `memory>=64GiB`, `disk.model~samsung`, `switch=tor-7`, `bmc`. */
export type FactCondition =
  | { readonly name: FactName; readonly kind: 'known' }
  /** In lower case. */
  | { readonly name: FactName; readonly kind: 'is' | 'contains'; readonly value: string }
  | { readonly name: FactName; readonly kind: Comparison; readonly number: number };
export type Comparison = '<' | '<=' | '>' | '>=';

export type ParsedCondition =
  | { readonly ok: true; readonly condition: FactCondition }
  | { readonly ok: false; readonly problem: string };

const units: Readonly<Record<string, number>> = {
  ...{ k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 },
  ...{ ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30, ti: 2 ** 40, pi: 2 ** 50 },
};

/** Sizes are in bytes, or with a unit: GB is 1000³ bytes, GiB is 1024³. Speeds are in Mbit/s. */
export function parseFactCondition(text: string): ParsedCondition {
  const [, name = '', operator = '', value = ''] =
    /^\s*([a-z.]+)\s*(?:(<=|>=|<|>|=|~)\s*(.*?))?\s*$/i.exec(text) ?? [];
  if (!isFactName(name))
    return { ok: false, problem: `begins with none of the facts ${factNames.join(', ')}` };
  if (operator === '') return { ok: true, condition: { name, kind: 'known' } };
  if (value === '') return { ok: false, problem: `says nothing after ${operator}` };
  const number = numberOf(value);
  switch (operator) {
    case '=':
      return { ok: true, condition: { name, kind: 'is', value: String(number ?? value.toLowerCase()) } };
    case '~':
      return { ok: true, condition: { name, kind: 'contains', value: value.toLowerCase() } };
    default:
      return number === null
        ? { ok: false, problem: `compares with ${value}, which is no number such as 8 or 64GiB` }
        : { ok: true, condition: { name, kind: operator as Comparison, number } };
  }
}

export const factConditionSchema = lineSchema(320).superRefine((text, context) => {
  const parsed = parseFactCondition(text);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
});

function isFactName(text: string): text is FactName {
  return (factNames as readonly string[]).includes(text);
}

/** `8`, `64GiB`, `960GB`. @returns null when it is no number */
export function numberOf(text: string): number | null {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(?:([kmgtp]i?)b?)?$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  return Math.round(Number(digits) * (unit === undefined ? 1 : (units[unit.toLowerCase()] ?? 1)));
}
