import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { aptMirror } from '../apt-mirror.ts';
import { runLong } from '../run-netberth.ts';
import { repositoryRoot, workRoot } from '../work-folder.ts';

/** Under software emulation address randomisation makes every process translate its code again. */
export const testArguments = 'console=ttyS0,115200 net.ifnames=0 norandmaps mitigations=off';
const exampleFolder = join(repositoryRoot, 'docs/examples/hypervisor');
const mirror = await aptMirror('bookworm');

/** Why no image can be built here; null: it can. */
export const whyNoImage =
  mirror === null
    ? 'no Debian mirror with the release can be reached from here'
    : process.getuid?.() === 0
      ? null
      : 'only root may build images';

/** What all test images share of a recipe; the first of their kernels would do for real machines too. */
export function smallRecipe(name: string, ...more: readonly string[]): string {
  return [
    `name: ${name}`,
    ...['system:', '  distribution: debian', '  release: bookworm', ...mirrorLines()],
    'kernel: linux-image-cloud-amd64',
    `args: ${testArguments}`,
    ...more,
    '',
  ].join('\n');
}

/** The example of the documents, from the mirror of this machine and with the kernel for virtual machines. */
export function exampleRecipe(version: string): string {
  return withMirror(readFileSync(join(exampleFolder, 'hypervisor.yaml'), 'utf8'))
    .replace('name: hypervisor\n', `name: hypervisor\nversion: '${version}'\n`)
    .replace('linux-image-amd64', 'linux-image-cloud-amd64');
}

/** A recipe of the documents, from the mirror of this machine and with kernel arguments for emulation. */
export function withMirror(recipe: string): string {
  return recipe
    .replace('  release: bookworm\n', `  release: bookworm\n${mirrorLines().join('\n')}\n`)
    .replace(/^args: .*$/m, `args: ${testArguments}`);
}

function mirrorLines(): readonly string[] {
  return [`  mirror: ${mirror?.debian ?? ''}`, `  security: ${mirror?.security ?? ''}`];
}

/** A folder with a recipe, what lies beside it, and a playbook that has the system tell what became of it. */
export function recipeFolder(folder: string, recipe: string, playbook: string | null): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(exampleFolder, folder, { recursive: true });
  writeFileSync(join(folder, 'recipe.yaml'), recipe);
  const then = '{% if machine.metadata.then %}curl -fsS {{ machine.metadata.then }} | sh\n{% endif %}';
  writeFileSync(join(folder, 'then.liquid'), then);
  const example = playbook ?? readFileSync(join(exampleFolder, 'site.yml'), 'utf8');
  writeFileSync(join(folder, 'site.yml'), `${example}${moreTasks('told.yml')}${moreTasks('then.yml')}`);
  return join(folder, 'recipe.yaml');
}

/** A file of tasks as those of the play that stands before them. */
function moreTasks(name: string): string {
  const tasks = readFileSync(join(import.meta.dirname, name), 'utf8');
  return `\n${tasks.replaceAll(/^(?=.)/gm, '    ')}`;
}

/** Builds an image for a test. @throws with what the command says when it is not built */
export async function buildImage(
  recipe: string,
  output: string,
  ...flags: readonly string[]
): Promise<LiveBuilt> {
  const { exitCode, stdout, stderr } = await build(recipe, output, ...flags);
  if (exitCode !== 0) throw new Error(`netberth live build: exit code ${exitCode}\n${stderr}`);
  return builtSchema.parse(JSON.parse(stdout)).built;
}

const builtSchema = z.object({ built: z.object({ version: z.string(), wasKept: z.boolean() }) });
export type LiveBuilt = z.infer<typeof builtSchema>['built'];

/** Runs `netberth live build` with the cache that all tests share. */
export async function build(recipe: string, output: string, ...flags: readonly string[]) {
  return await runLong(...buildWords(recipe, output), '--json', ...flags);
}

/** The words of the command line for it. */
export function buildWords(recipe: string, output: string): readonly string[] {
  return ['live', 'build', recipe, '-o', output, '--cache', join(workRoot, 'live-cache')];
}
