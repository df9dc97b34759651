import type { InputOf, Rule, ruleSet } from '@netberth/api';

/** A rule as it stands in the fields of a form: lists are lines. */
export type RuleFields = {
  readonly name: string;
  readonly match: string;
  readonly labels: string;
  readonly hostname: string;
  readonly resting: string;
  readonly grant: string;
  readonly how: 'propose' | 'automatic';
  readonly maxGrants: number;
};

/** @param rule absent: a new one */
export function ruleFieldsOf(rule: Rule | undefined): RuleFields {
  const labels = Object.entries(rule?.labels ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    name: rule?.name ?? '',
    match: rule?.match.join('\n') ?? '',
    labels: labels.join('\n'),
    hostname: rule?.hostname ?? '',
    resting: rule?.resting ?? '',
    grant: rule?.grant?.profiles.join(', ') ?? '',
    how: rule?.grant?.how ?? 'propose',
    maxGrants: rule?.grant?.maxGrants ?? 5,
  };
}

/** What is empty is said to be so: a field that was cleared takes away what was there. */
export function inputOfFields(fields: RuleFields): InputOf<typeof ruleSet> {
  const { name, hostname, resting, how, maxGrants } = fields;
  const grant = partsOf(fields.grant, ',');
  return {
    ...{ name, hostname: hostname.trim(), resting: resting.trim(), grant },
    match: partsOf(fields.match, '\n'),
    labels: Object.fromEntries(partsOf(fields.labels, '\n').map(pairOf)),
    ...(grant.length > 0 && { how, maxGrants }),
  };
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function pairOf(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name.trim(), value.join('=').trim()];
}
