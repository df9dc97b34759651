import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  cycloneDx,
  liveManifestName,
  makeManifest,
  readPackages,
  type GuestFile,
  type LiveFile,
  type Stage,
} from '@netberth/live';
import type { Surroundings } from '../local-verb.ts';
import { copyTree, type BuildCache } from './build-cache.ts';
import { runStage, type BuildPlaces } from './run-stage.ts';
import { stageFailure } from './stage-failure.ts';
import { startStageProgress, type StageProgress } from './stage-progress.ts';
import type { BuildPlan } from '@netberth/live';
import type { BuildKeys } from './build-key.ts';
import type { MirrorState } from './mirror-state.ts';
import type { ReadRecipe } from './read-recipe.ts';

/** Everything that one build goes by. */
export type LiveBuilding = {
  readonly read: ReadRecipe;
  readonly plan: BuildPlan;
  readonly keys: BuildKeys;
  readonly version: string;
  readonly state: MirrorState;
  readonly output: string;
  readonly isFresh: boolean;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
};

/** Runs the stages of a build. @returns the folder in the cache that holds its files. @throws Failure */
export async function makeImage(
  building: LiveBuilding,
  cache: BuildCache,
  surroundings: Surroundings,
): Promise<string> {
  const { plan, keys, output } = building;
  const places: BuildPlaces = {
    root: join(cache.work, 'root'),
    work: cache.work,
    out: join(cache.work, 'out'),
    recipe: building.read.folder,
    cache: cache.folder,
    log: `${output}.log`,
  };
  await rm(places.log, { force: true });
  const progress = startStageProgress(surroundings.terminal, plan.others.length + 1);
  const run = (stage: Stage) => runOne(stage, places, building, { surroundings, progress });
  await installedSystem(building, cache, places, { progress, run });
  await writeGuest(plan.guest, join(cache.work, 'guest'));
  for (const stage of plan.others) await run(stage);
  await describe(building, places);
  await rm(places.log, { force: true });
  return cache.keep('images', keys.image, places.out);
}

type Runner = { readonly progress: StageProgress; readonly run: (stage: Stage) => Promise<void> };

/** The system from the mirror, as it is or as an earlier build has kept it, in `places.root`. */
async function installedSystem(
  { plan, keys, isFresh, signal }: LiveBuilding,
  cache: BuildCache,
  { root }: BuildPlaces,
  { progress, run }: Runner,
): Promise<void> {
  const known = isFresh ? null : await cache.find('systems', keys.system);
  if (known === null) {
    await run(plan.install);
    const kept = await cache.keep('systems', keys.system, root);
    await copyTree(kept, root, signal);
    return;
  }
  progress.begin(plan.install.title);
  await copyTree(known, root, signal);
  progress.end('kept from the last build');
}

async function runOne(
  stage: Stage,
  places: BuildPlaces,
  { read, signal }: LiveBuilding,
  { surroundings, progress }: { readonly surroundings: Surroundings; readonly progress: StageProgress },
): Promise<void> {
  progress.begin(stage.title);
  const outcome = await runStage(stage, places, surroundings.environment, { signal, onLine: progress.line });
  if (!outcome.ok) {
    progress.end('failed');
    throw await stageFailure(stage, outcome, places, read);
  }
  progress.end('done');
}

async function writeGuest(files: readonly GuestFile[], folder: string): Promise<void> {
  for (const { path, text, mode } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, Number.parseInt(mode, 8));
  }
}

/** Templates, bill of materials and manifest, beside what the stages made. */
async function describe({ read, version, state }: LiveBuilding, places: BuildPlaces): Promise<void> {
  const { recipe, folder } = read;
  const templates = recipe.machine.files.map(({ template }) => template);
  for (const template of new Set(templates)) {
    await mkdir(dirname(join(places.out, 'machine', template)), { recursive: true });
    await copyFile(join(folder, template), join(places.out, 'machine', template));
  }
  const workText = async (name: string) => (await readFile(join(places.work, name), 'utf8')).trim();
  const parts = {
    ...{ version, moment: state.moment, kernelRelease: await workText('kernel-release') },
    packages: readPackages(await workText('packages')),
    initrdBytes: Number(await workText('initrd-bytes')),
  };
  const made = ['vmlinuz', 'initrd', `rootfs.${recipe.image}`];
  const files = await filesOf(places.out, [...made, ...new Set(templates.map((path) => `machine/${path}`))]);
  const { sbom, ...manifest } = makeManifest(recipe, { ...parts, files });
  await writeFile(join(places.out, sbom), jsonText(cycloneDx({ sbom, ...manifest })));
  const described = { ...manifest, sbom, files: [...files, ...(await filesOf(places.out, [sbom]))] };
  await writeFile(join(places.out, liveManifestName), jsonText(described));
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function filesOf(folder: string, paths: readonly string[]): Promise<readonly LiveFile[]> {
  const files: LiveFile[] = [];
  for (const path of paths) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, path)), hash);
    files.push({ path, sizeBytes: (await stat(join(folder, path))).size, sha256: hash.digest('hex') });
  }
  return files;
}
