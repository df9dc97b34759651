import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packagesOf, type Stage } from '@netberth/live';
import { nearestName } from '@netberth/slips';
import { Failure } from '../failure.ts';
import { recipeFailure, type ReadRecipe } from './read-recipe.ts';
import type { BuildPlaces, StageOutcome } from './run-stage.ts';

type Failed = Extract<StageOutcome, { ok: false }>;

/** The exit code of a playbook that has no way into the system. */
const noConnection = 90;
const shownLines = 12;

/** Why a stage failed, in the words of the recipe where it is the recipe's fault, else in those of the program. */
export async function stageFailure(
  { name, title }: Stage,
  { exitCode, lastLines }: Failed,
  places: BuildPlaces,
  read: ReadRecipe,
): Promise<Failure> {
  if (name === 'install') {
    const unknown = await unknownPackages(places, lastLines);
    if (unknown.names.length > 0) return unknownPackagesFailure(read, unknown);
  }
  if (name === 'configure' && exitCode === noConnection)
    return new Failure(
      'Nothing was built: this Ansible cannot work in a folder (connection "chroot" of community.general). On Debian and Ubuntu: apt install ansible',
    );
  return new Failure(
    [
      `Nothing was built: ${title} failed (exit code ${exitCode}). It ends with:`,
      ...lastLines.slice(-shownLines).map((line) => `  ${line}`),
      `All of it: ${places.log}. Nothing is mounted any more, and what was there before is as it was.`,
    ].join('\n'),
  );
}

type Unknown = { readonly names: readonly string[]; readonly known: readonly string[] };

/** What apt was asked beforehand, or what dnf and zypper say of it. */
async function unknownPackages({ work }: BuildPlaces, lastLines: readonly string[]): Promise<Unknown> {
  const listed = await linesOf(join(work, 'unknown-packages'));
  if (listed.length > 0) return { names: listed, known: await linesOf(join(work, 'package-names')) };
  const said = lastLines.flatMap((line) => {
    const match = /No match for argument: (\S+)|Package '([^']+)' not found/.exec(line);
    return match?.[1] ?? match?.[2] ?? [];
  });
  return { names: said, known: [] };
}

async function linesOf(path: string): Promise<readonly string[]> {
  if (!existsSync(path)) return [];
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}

function unknownPackagesFailure({ recipe, problemAt }: ReadRecipe, { names, known }: Unknown): Failure {
  const { distribution, release } = recipe.system;
  return recipeFailure(
    names.map((name) => {
      const index = recipe.packages.findIndex((each) => each.replace(/[=:].*/, '') === name);
      const path = index >= 0 ? ['packages', index] : recipe.kernel === name ? ['kernel'] : ['system'];
      const near = nearestName(name, known);
      const hint = near === null ? '' : ` Did you mean ${near}?`;
      const where =
        packagesOf(recipe).includes(name) || index >= 0 ? '' : ' (it comes with every live image)';
      return problemAt(
        path,
        `${path.join('.')}: ${distribution} ${release} has no package "${name}"${where}.${hint}`,
      );
    }),
  );
}
