import type { z } from 'zod';
import type { CatalogueProblem } from './catalogue-problem.ts';
import type { YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

/** Every fault that a schema found in a file, with its line, in the words of someone who wrote YAML. */
export function schemaProblems(source: YamlSource, issues: readonly Issue[]): CatalogueProblem[] {
  return issues
    .flatMap((issue) => innermost(source, issue, []))
    .map(({ path, issue }) => ({
      file: source.file,
      line: source.lineAt(path),
      message: `${path.length === 0 ? '' : `${path.map(String).join('.')}: `}${messageOf(source, path, issue)}`,
    }));
}

type PlacedIssue = { readonly path: readonly PropertyKey[]; readonly issue: Issue };

/** A short form and a long one make a union; who wrote a text meant the first, who wrote a map or a list the last. */
function innermost(source: YamlSource, issue: Issue, before: readonly PropertyKey[]): PlacedIssue[] {
  const path = [...before, ...issue.path];
  const value = valueAt(source, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], issue }));
  if (issue.code !== 'invalid_union' || (typeof value !== 'string' && typeof value !== 'object'))
    return [{ path, issue }];
  const meant = issue.errors.at(typeof value === 'string' ? 0 : -1) ?? [];
  return meant.length === 0 ? [{ path, issue }] : meant.flatMap((each) => innermost(source, each, path));
}

function valueAt(source: YamlSource, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, key) => memberOf(inside, key), source.value);
}

function messageOf(source: YamlSource, path: readonly PropertyKey[], issue: Issue): string {
  const written = source.writtenAt(path);
  const value = valueAt(source, path);
  if (issue.code === 'unrecognized_keys')
    return issue.message.split('\n')[issue.keys.indexOf(String(path.at(-1)))] ?? '';
  if (typeof value === 'number' && written !== undefined)
    return `${written} is the number ${value} to YAML, wanted a text: write "${written}" in quotes`;
  return written === undefined ? issue.message : `"${written}" ${issue.message}`;
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === String(key))?.[1];
}
