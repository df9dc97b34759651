import { nearestName } from '@netberth/slips';
import { nearestNode } from '@netberth/slips/yaml';
import { LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import { recipeFaults } from './recipe-faults.ts';
import { recipeSchema, type Recipe } from './recipe-schema.ts';

/** What is wrong in a recipe, and where; line and column count from 1. */
export type RecipeProblem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

export type RecipePath = readonly PropertyKey[];

export type ParsedRecipe =
  | {
      readonly ok: true;
      readonly recipe: Recipe;
      /** A problem that only the build finds, at the place where the recipe says it. */
      readonly problemAt: (path: RecipePath, message: string) => RecipeProblem;
    }
  | { readonly ok: false; readonly problems: readonly RecipeProblem[] };

/**
 * A recipe as it is written in YAML, all problems at once.
 * @param file its name, for the problems
 * @example parseRecipe('hypervisor.yaml', 'name: hypervisor\nsystem: { distribution: debian, release: bookworm }\n')
 */
export function parseRecipe(file: string, text: string): ParsedRecipe {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): RecipeProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const faults = [
    ...document.errors.map(({ pos, message }) => at(pos[0], `is not YAML: ${message}`)),
    ...aliases(document).map(({ offset, name }) =>
      at(offset, `*${name} is an alias: write the value itself`),
    ),
  ];
  if (faults.length > 0) return { ok: false, problems: faults };
  const problemAt = (path: RecipePath, message: string) =>
    at(nearestNode(document, path)?.range?.[0] ?? 0, message);
  const value: unknown = document.toJS();
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues
        .flatMap((issue) => problemsOf(issue, value, problemAt))
        .toSorted((a, b) => a.line - b.line || a.column - b.column),
    };
  const recipe = parsed.data;
  const problems = recipeFaults(recipe).map(({ path, message }) =>
    problemAt(path, `${path.join('.')}: ${message}`),
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, recipe, problemAt };
}

/** `hypervisor.yaml:7:3: packges: there is no such field. Did you mean packages?` */
export function recipeProblemLine({ file, line, column, message }: RecipeProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}

type ProblemAt = (path: RecipePath, message: string) => RecipeProblem;

function problemsOf(issue: z.core.$ZodIssue, value: unknown, problemAt: ProblemAt): RecipeProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey([...path, key], problemAt));
  const place = path.map(String).join('.');
  const said = memberAt(value, path);
  const shown = typeof said === 'string' ? `${JSON.stringify(said)} ` : '';
  return [problemAt(path, `${place === '' ? 'the recipe' : place}: ${messageOf(issue, said, shown)}`)];
}

function messageOf(issue: z.core.$ZodIssue, said: unknown, shown: string): string {
  if (said === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_value':
      return `${shown}is not one of ${issue.values.map(String).join(', ')}${meant(said, issue.values.map(String))}`;
    case 'invalid_type':
      return `${typeof said === 'object' ? 'this' : JSON.stringify(said)} is not what is wanted: ${issue.expected}`;
    case 'invalid_union':
      return `${shown}${issue.errors[0]?.[0]?.message ?? issue.message}`;
    default:
      return `${shown}${issue.message}`;
  }
}

function meant(said: unknown, known: readonly string[]): string {
  const near = typeof said === 'string' ? nearestName(said, known) : null;
  return near === null ? '' : `. Did you mean ${near}?`;
}

function unknownKey(path: RecipePath, problemAt: ProblemAt): RecipeProblem {
  const key = String(path.at(-1));
  const known = fieldsAt(path.slice(0, -1));
  const near = nearestName(key, known);
  const hint = near === null ? `; there are ${known.join(', ')}` : `. Did you mean ${near}?`;
  return problemAt(path, `${path.map(String).join('.')}: there is no such field${hint}`);
}

/** The names that the schema knows at a path. */
function fieldsAt(path: RecipePath): readonly string[] {
  let schema: unknown = recipeSchema;
  for (const key of path) schema = innerSchema(schema, key);
  return Object.keys(shapeOf(schema));
}

function innerSchema(schema: unknown, key: PropertyKey): unknown {
  if (typeof key === 'number') return unwrapped(memberAt(unwrapped(schema), ['element']));
  return shapeOf(schema)[String(key)];
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
  const shape = memberAt(unwrapped(schema), ['shape']);
  return typeof shape === 'object' && shape !== null ? (shape as Readonly<Record<string, unknown>>) : {};
}

/** Without what makes it optional or gives it a default. */
function unwrapped(schema: unknown): unknown {
  const inner = memberAt(schema, ['def', 'innerType']);
  return inner === undefined ? schema : unwrapped(inner);
}

function memberAt(value: unknown, path: RecipePath): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** A few aliases of aliases unfold to gigabytes. */
function aliases(document: Document): { readonly offset: number; readonly name: string }[] {
  const found: { offset: number; name: string }[] = [];
  visit(document, {
    Alias: (_, alias) => void found.push({ offset: alias.range?.[0] ?? 0, name: alias.source }),
  });
  return found;
}
