import type { z } from 'zod';
import { nearestName } from './nearest-name.ts';

type RawIssue = z.core.$ZodRawIssue;
type Of<Code extends RawIssue['code']> = Extract<RawIssue, { code: Code }>;

const kinds: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', null: 'null' },
  ...{ array: 'a list', object: 'an object', record: 'an object', stringbool: 'true or false' },
};

const formats: Readonly<Record<string, string>> = {
  datetime: 'a time like 2026-01-31T12:00:00Z',
  date: 'a date like 2026-01-31',
  ipv4: 'an IPv4 address like 192.0.2.10',
  ipv6: 'an IPv6 address like 2001:db8::10',
  cidrv4: 'an IPv4 network like 192.0.2.0/24',
  cidrv6: 'an IPv6 network like 2001:db8::/64',
  mac: 'a MAC address like 52:54:00:12:34:56',
  url: 'a URL like https://example.org/',
  email: 'an e-mail address',
  uuid: 'a UUID',
  base64: 'base64',
};

/**
 * What is said behind a value that a schema refuses without words of its own: `7` `is not a text: write it in quotes`. For
 * `schema.safeParse(value, { error: issueWords })`. Of names that are unknown it says a line each.
 */
export function issueWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords(issue);
    case 'invalid_value':
      return choiceWords(issue);
    case 'too_big':
      return limitWords(issue, issue.maximum, 'more');
    case 'too_small':
      return limitWords(issue, issue.minimum, 'less');
    case 'invalid_format':
      return formatWords(issue);
    case 'not_multiple_of':
      return `is no multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return unknownWords(issue);
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? variantWords(issue.options, issue)
        : 'is nothing that can stand here';
    default:
      return undefined;
  }
}

function typeWords({ expected, input }: Of<'invalid_type'>): string {
  const kind = kinds[expected] ?? expected;
  return input === undefined ? `is missing: ${kind}` : `is not ${kind}${quotesHint(expected, input)}`;
}

/** What YAML and JSON read as another type than was meant. */
function quotesHint(expected: string, input: unknown): string {
  if (expected === 'string')
    return typeof input === 'number' || typeof input === 'boolean' ? ': write it in quotes' : '';
  const isMeant =
    expected === 'boolean'
      ? input === 'true' || input === 'false'
      : (expected === 'number' || expected === 'int') &&
        typeof input === 'string' &&
        /^-?\d+(\.\d+)?$/.test(input);
  return isMeant ? ': write it without quotes' : '';
}

function choiceWords(issue: Of<'invalid_value'>): string {
  if ('expected' in issue && issue['expected'] === 'stringbool') return `is not ${kinds['stringbool']}`;
  return amongWords(issue.values, issue.input);
}

function variantWords(options: readonly unknown[], { discriminator, input }: Of<'invalid_union'>): string {
  const given = Object.entries(Object(input)).find(([name]) => name === discriminator)?.[1];
  return amongWords(options, given);
}

function amongWords(values: readonly unknown[], given: unknown): string {
  const known = values.map(String);
  const [only = ''] = known;
  const all = known.length === 1 ? (only === '' ? 'empty' : only) : `one of ${known.join(', ')}`;
  if (given === undefined) return `is missing: ${all}`;
  const near = typeof given === 'string' ? nearestName(given, known.filter(Boolean)) : null;
  return `is not ${all}${near === null ? '' : ` (did you mean ${near}?)`}`;
}

function limitWords(
  issue: Of<'too_big' | 'too_small'>,
  limit: number | bigint,
  side: 'more' | 'less',
): string {
  const { origin, inclusive, input } = issue;
  const isEmpty = side === 'less' && Number(limit) === 1;
  switch (origin) {
    case 'string':
      if (isEmpty) return 'is empty';
      return `is ${side === 'more' ? 'longer' : 'shorter'} than ${limit} characters${countOf(input)}`;
    case 'array':
    case 'set':
      if (isEmpty) return 'is empty: at least one is wanted';
      return `has ${side === 'more' ? 'more' : 'fewer'} than ${limit} entries${countOf(input)}`;
    default:
      if (inclusive === false) return `is not ${side === 'more' ? 'less' : 'more'} than ${limit}`;
      return `is ${side} than ${limit}`;
  }
}

function countOf(input: unknown): string {
  return typeof input === 'string' || Array.isArray(input) ? `: it has ${input.length}` : '';
}

function formatWords(issue: Of<'invalid_format'>): string {
  if (issue.format === 'starts_with') return `does not begin with "${String(issue['prefix'])}"`;
  if (issue.format === 'ends_with') return `does not end with "${String(issue['suffix'])}"`;
  if (issue.format === 'includes') return `does not hold "${String(issue['includes'])}"`;
  const like = formats[issue.format];
  return like === undefined ? `is not written as ${issue.pattern ?? issue.format}` : `is not ${like}`;
}

function unknownWords({ keys, inst }: Of<'unrecognized_keys'>): string {
  const known = namesOf(inst);
  return keys.map((key) => unknownName(key, known)).join('\n');
}

/** What is said behind a name that nothing has here. */
export function unknownName(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const hint = near === null ? `: there is ${known.join(', ')}` : ` (did you mean ${near}?)`;
  return `is not known here${known.length === 0 ? '' : hint}`;
}

/** The names of an object’s schema, which zod gives with the issue, and without its type. */
function namesOf(schema: unknown): readonly string[] {
  const { shape } = Object(schema);
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}
