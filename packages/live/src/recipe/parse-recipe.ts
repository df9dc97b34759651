import { readFields } from '@netberth/slips/fields';
import { nearestNode } from '@netberth/slips/yaml';
import { LineCounter, parseDocument, visit, type Document } from 'yaml';
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
  const read = readFields(recipeSchema, document.toJS());
  if (!read.ok)
    return {
      ok: false,
      problems: read.problems
        .map(({ path, message }) =>
          problemAt(path, `${path.length === 0 ? 'the recipe' : path.map(String).join('.')}: ${message}`),
        )
        .toSorted((a, b) => a.line - b.line || a.column - b.column),
    };
  const recipe = read.value;
  const problems = recipeFaults(recipe).map(({ path, message }) =>
    problemAt(path, `${path.join('.')}: ${message}`),
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, recipe, problemAt };
}

/** `hypervisor.yaml:7:3: packges: is not known here (did you mean packages?)` */
export function recipeProblemLine({ file, line, column, message }: RecipeProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** A few aliases of aliases unfold to gigabytes. */
function aliases(document: Document): { readonly offset: number; readonly name: string }[] {
  const found: { offset: number; name: string }[] = [];
  visit(document, {
    Alias: (_, alias) => void found.push({ offset: alias.range?.[0] ?? 0, name: alias.source }),
  });
  return found;
}
