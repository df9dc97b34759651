import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseRecipe, recipeProblemLine, type ParsedRecipe, type RecipeProblem } from '@netberth/live';
import { Failure } from '../failure.ts';
import { readLocalFile } from '../read-local-file.ts';

/** A recipe that can be built, and where its files are. */
export type ReadRecipe = Extract<ParsedRecipe, { ok: true }> & { readonly folder: string };

/** Recipes that come with Netberth, by their names; a file of that name goes before. */
const ownRecipes: ReadonlyMap<string, string> = new Map([
  ['discover', resolve(import.meta.dirname, '../../../../docs/examples/discover/discover.yaml')],
]);

/** @throws Failure with all that is wrong with it, each with its line */
export async function readRecipe(asked: string): Promise<ReadRecipe> {
  const path = existsSync(asked) ? asked : (ownRecipes.get(asked) ?? asked);
  const parsed = parseRecipe(path, await readLocalFile(path));
  if (!parsed.ok) throw recipeFailure(parsed.problems);
  const folder = dirname(resolve(path));
  const missing = missingFiles(parsed, folder);
  if (missing.length > 0) throw recipeFailure(missing);
  return { ...parsed, folder };
}

export function recipeFailure(problems: readonly RecipeProblem[]): Failure {
  return new Failure(
    `Nothing was built:\n${problems.map((problem) => `  ${recipeProblemLine(problem)}`).join('\n')}`,
  );
}

function missingFiles(
  { recipe, problemAt }: Extract<ParsedRecipe, { ok: true }>,
  folder: string,
): RecipeProblem[] {
  const named = [
    ...(recipe.playbook === undefined ? [] : [{ path: ['playbook'], file: recipe.playbook }]),
    ...recipe.machine.files.map(({ template }, index) => ({
      path: ['machine', 'files', index, 'template'],
      file: template,
    })),
  ];
  return named
    .filter(({ file }) => !existsSync(join(folder, file)))
    .map(({ path, file }) => problemAt(path, `${path.join('.')}: there is no file ${join(folder, file)}`));
}
