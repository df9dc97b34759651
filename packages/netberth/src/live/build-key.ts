import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BuildPlan } from '@netberth/live';
import type { ReadRecipe } from './read-recipe.ts';

/** What decides whether something that an earlier build made will do. */
export type BuildKeys = { readonly system: string; readonly image: string };

/** @param ignored folders that are no part of the recipe, even where they lie beside it */
export async function buildKeys(
  plan: BuildPlan,
  read: ReadRecipe,
  mirrorFingerprint: string,
  ignored: readonly string[],
): Promise<BuildKeys> {
  const system = createHash('sha256').update(mirrorFingerprint).update(plan.install.script).digest('hex');
  const image = createHash('sha256').update(system).update(JSON.stringify(read.recipe));
  image.update(JSON.stringify([plan.others, plan.guest]));
  const { playbook, machine } = read.recipe;
  const hashed = { hash: image, base: read.folder };
  if (playbook !== undefined) await hashFolder(hashed, dirname(join(read.folder, playbook)), ignored);
  for (const { template } of machine.files) await hashFile(hashed, join(read.folder, template));
  return { system: system.slice(0, 24), image: image.digest('hex').slice(0, 24) };
}

/** Names count as seen from `base`: the same recipe in another folder is the same. */
type Hashed = { readonly hash: ReturnType<typeof createHash>; readonly base: string };

/** A playbook may use whatever lies beside it: roles, files, templates. */
async function hashFolder(hashed: Hashed, folder: string, ignored: readonly string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name === '.git' || ignored.some((one) => isWithin(path, one))) continue;
    if (entry.isDirectory()) await hashFolder(hashed, path, ignored);
    else if (entry.isFile()) await hashFile(hashed, path);
  }
}

async function hashFile({ hash, base }: Hashed, path: string): Promise<void> {
  hash.update(`\0${relative(base, path)}\0`);
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}
