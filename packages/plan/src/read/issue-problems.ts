import { nearestName } from '@netberth/slips';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
export type PlacedIssue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What a schema found, each with its path, in the words of someone who wrote YAML. */
export function issueProblems(
  issue: Issue,
  known: readonly string[],
  before: readonly PropertyKey[] = [],
): PlacedIssue[] {
  const path = [...before, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
    case 'invalid_union': {
      const meant = issue.errors.find((branch) => branch.some(({ code }) => code !== 'invalid_type'));
      return meant === undefined
        ? [{ path, message: `${nameOf(path)} is not what is wanted here` }]
        : meant.flatMap((each) => issueProblems(each, known, path));
    }
    case 'invalid_type':
      return [{ path, message: typeMessage(issue, path) }];
    case 'invalid_value':
      return [{ path, message: `${nameOf(path)} is none of ${issue.values.map(String).join(', ')}` }];
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ path, message: `"${nameOf(path)}" ${message}` }));
    default:
      return [{ path, message: `${nameOf(path)} ${issue.message}` }];
  }
}

function typeMessage(issue: Extract<Issue, { code: 'invalid_type' }>, path: readonly PropertyKey[]): string {
  const wanted =
    issue.expected === 'record' || issue.expected === 'object' ? 'names with values' : issue.expected;
  return issue.input === undefined && issue.message.endsWith('received undefined')
    ? `${nameOf(path)} is missing`
    : `${nameOf(path)} is not what is wanted: ${wanted}`;
}

export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearestName(key, known);
  return near === null
    ? `there is no "${key}" here; there is ${known.join(', ')}`
    : `there is no "${key}" here; did you mean "${near}"?`;
}

function nameOf(path: readonly PropertyKey[]): string {
  const [before, last] = path.slice(-2);
  if (typeof last === 'number') return `${String(before)}, number ${last + 1},`;
  return String(last ?? before ?? 'the file');
}
