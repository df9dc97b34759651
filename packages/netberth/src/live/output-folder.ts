import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { liveManifestName, type LiveManifest } from '@netberth/live';
import { Failure } from '../failure.ts';
import { copyTree } from './build-cache.ts';

/** @throws Failure where the folder holds something that no build of ours has made: it would be lost */
export async function demandOwnFolder(output: string): Promise<void> {
  if (!existsSync(output)) return;
  const names = await readdir(output).catch((error: unknown) => {
    throw new Failure(`Nothing was built: ${output} is no folder. Name another with -o.`, { cause: error });
  });
  if (names.length === 0 || names.includes(liveManifestName)) return;
  throw new Failure(
    `Nothing was built: ${output} holds something else (${names.slice(0, 3).join(', ')}). Name a new folder with -o.`,
  );
}

/** The image as the folder that a person named: it is there whole, or as it was before. */
export async function publishFolder(image: string, output: string, { version }: LiveManifest): Promise<void> {
  const draft = join(dirname(output), `.${version}-${process.pid}.new`);
  const old = `${draft}.old`;
  try {
    await mkdir(dirname(output), { recursive: true });
    await copyTree(image, draft);
    if (existsSync(output)) await rename(output, old);
    await rename(draft, output);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(`The image is built, but cannot be put into ${output}: ${error.message}`, {
      cause: error,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
