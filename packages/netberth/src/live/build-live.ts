import { join, resolve } from 'node:path';
import { buildPlan, type LiveManifest } from '@netberth/live';
import type { z } from 'zod';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { interruptible } from '../openstack/boot/interruptible.ts';
import { BuildCache } from './build-cache.ts';
import { buildKeys, type BuildKeys } from './build-key.ts';
import type { liveBuild } from './live-definitions.ts';
import { makeImage } from './make-image.ts';
import { mirrorState, type MirrorState } from './mirror-state.ts';
import { demandPrograms } from './missing-programs.ts';
import { demandOwnFolder, publishFolder } from './output-folder.ts';
import { readLiveManifest } from './read-live-manifest.ts';
import { readRecipe, type ReadRecipe } from './read-recipe.ts';
import type { LiveBuilding } from './make-image.ts';

type Asked = z.output<typeof liveBuild.input>;
type Output = z.output<typeof liveBuild.output>;

/** `live build`: recipe -> plan -> stages, or what an earlier build has kept -> folder. */
export async function buildLive(asked: Asked, surroundings: Surroundings): Promise<Output> {
  const read = await readRecipe(asked.recipe);
  const { name } = read.recipe;
  if (asked.check) return { name, built: null };
  const { environment, terminal } = surroundings;
  const startedMs = terminal.now().getTime();
  const output = resolve(asked.output ?? name);
  demandRoot();
  await demandOwnFolder(output);
  const cacheFolder = resolve(asked.cache ?? join(environment['HOME'] ?? '/root', '.cache/netberth-live'));
  return interruptible(async (signal) => {
    const state = await mirrorState(read, signal);
    const draft = buildPlan(read.recipe, '', state.moment);
    demandPrograms(
      [draft.install, ...draft.others].flatMap(({ needs }) => needs),
      environment['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    );
    const keys = await buildKeys(draft, read, state.fingerprint, [output, cacheFolder]);
    const version = versionOf(read, state, keys);
    const plan = buildPlan(read.recipe, version, state.moment);
    const { manifest, wasKept } = await imageIn(
      { read, plan, keys, version, state, output, isFresh: asked.fresh, cacheFolder, signal },
      surroundings,
    );
    const seconds = (terminal.now().getTime() - startedMs) / 1000;
    const { memoryMib, files, packages } = manifest;
    const built = { version, memoryMib, files, packages: packages.length, wasKept, seconds };
    return { name, built: { folder: output, ...built } };
  });
}

async function imageIn(
  building: LiveBuilding,
  surroundings: Surroundings,
): Promise<{ manifest: LiveManifest; wasKept: boolean }> {
  const cache = await BuildCache.open(building.cacheFolder, process.pid);
  try {
    const known = building.isFresh ? null : await cache.find('images', building.keys.image);
    const image = known ?? (await makeImage(building, cache, surroundings));
    const manifest = await readLiveManifest(image);
    await publishFolder(image, building.output, manifest);
    return { manifest, wasKept: known !== null };
  } catch (error) {
    if (building.signal.aborted)
      throw new Failure(
        `Stopped: ${building.output} is as it was, nothing runs and nothing is mounted any more.`,
        { cause: error },
      );
    throw error;
  } finally {
    await cache.close();
  }
}

/** The date of the packages, and what tells builds of the same date apart. */
function versionOf({ recipe }: ReadRecipe, { moment }: MirrorState, { image }: BuildKeys): string {
  const day = new Date(moment.epochSeconds * 1000).toISOString().slice(0, 10).replaceAll('-', '');
  return recipe.version ?? `${day}-${image.slice(0, 8)}`;
}

function demandRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new Failure(
    'Nothing was built: only root may install a system into a folder. Run it again with: sudo env PATH="$PATH" netberth live build …',
  );
}
