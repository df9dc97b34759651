import type { z } from 'zod';
import { issueWords } from './issue-words.ts';
import { shownValue } from './shown-value.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Where in a value something is wrong, and what: with the value that was got, what is wanted, the way out. */
export type FieldProblem = { readonly path: Path; readonly message: string };

export type ReadFields<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * What people wrote as its schema knows it, or every field that is wrong, in the words that all of Netberth has for it:
 * `profiles is missing: profiles, separated by commas`, `limit "x" is not a number`. Hidden are values that
 * may be out of a vault, and those that stand beside what is said of them.
 */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  values: 'shown' | 'hidden' = 'shown',
): ReadFields<z.output<Schema>> {
  const parsed = schema.safeParse(value, { error: issueWords });
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = parsed.error.issues.flatMap((issue) => faultsIn(issue));
  return {
    ok: false,
    problems: faults.map((fault) => ({
      path: fault.path,
      message: values === 'hidden' ? fault.words : said(schema, value, fault),
    })),
  };
}

/** `words` are said of the value that stands there, or of a name in it, and then they are all. */
type Fault = { readonly path: Path; readonly words: string; readonly of?: 'name' };

/** Of a value that may have several forms: by the form that was meant. */
function faultsIn(issue: Issue, before: Path = []): readonly Fault[] {
  const path = [...before, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const lines = issue.message.split('\n');
      return issue.keys.map((name, index) => ({
        path: [...path, name],
        words: lines[index] ?? '',
        of: 'name',
      }));
    }
    case 'invalid_key': {
      const words = issue.issues[0]?.message ?? issue.message;
      const name = shownValue(String(path.at(-1)));
      return [{ path, words: `${name} ${words}`, of: 'name' }];
    }
    case 'invalid_union': {
      const meant = meantForms(issue.errors);
      const [first] = meant;
      if (first === undefined) return [{ path, words: issue.message }];
      if (meant.length === 1) return first.flatMap((each) => faultsIn(each, path));
      return [{ path, words: noneOf(meant.flatMap(([each]) => (each ? [each.message] : []))) }];
    }
    default:
      return [{ path, words: issue.message }];
  }
}

/** Whoever has missed a form altogether, its type or its only value, meant another. */
function meantForms(forms: readonly (readonly Issue[])[]): readonly (readonly Issue[])[] {
  const isAnother = (issue: Issue) =>
    issue.path.length === 0 &&
    (issue.code === 'invalid_type' || (issue.code === 'invalid_value' && issue.values.length === 1));
  const meant = forms.filter((issues) => !issues.some(isAnother));
  const deep = meant.find((issues) => issues.some(({ path }) => path.length > 0));
  if (deep !== undefined) return [deep];
  return meant.length > 0 ? meant : forms;
}

/** `is not a text`, `is not a list` -> `is not a text, nor a list`. */
function noneOf(messages: readonly string[]): string {
  const [first = '', ...others] = [...new Set(messages.map((message) => message.split(': ', 1)[0] ?? ''))];
  return [first, ...others.map((other) => other.replace(/^is not /, 'nor '))].join(', ');
}

/** Fields in which people write what nobody else may read: what stood there is not said again. */
const secretNames = /pass|secret|token|^(current|input|set|settings|answers|configuration)$/i;

function said(schema: z.ZodType, value: unknown, { path, words, of }: Fault): string {
  if (of === 'name') return words;
  const given = path.reduce<unknown>(memberOf, value);
  if (given === undefined) return described(schema, path, words);
  const isSecret = path.some((each) => secretNames.test(String(each)));
  // Of a list or an object only that it is one can be shown, which tells nothing unless that is the fault.
  const isLarge = typeof given === 'object' && given !== null && !words.startsWith('is not ');
  const shown = isSecret || isLarge ? null : shownValue(given);
  return shown === null ? words : `${shown} ${words}`;
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([each]) => each === String(name))?.[1];
}

/** What is missing is told by what it is for, where the schema says so. */
function described(schema: z.ZodType, [name, ...inside]: Path, words: string): string {
  if (name === undefined || inside.length > 0 || !words.startsWith('is missing')) return words;
  const { shape } = Object(schema);
  const description: unknown = Object(shape?.[name]).description;
  return typeof description === 'string' ? `is missing: ${description}` : words;
}
