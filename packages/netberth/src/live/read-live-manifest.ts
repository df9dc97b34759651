import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { liveManifestName, liveManifestSchema, type LiveManifest } from '@netberth/live';
import { Failure } from '../failure.ts';
import { tryJson } from '../try-json.ts';

/** What `live build` says of the image in a folder. @throws Failure when there is none */
export async function readLiveManifest(folder: string): Promise<LiveManifest> {
  const path = join(folder, liveManifestName);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`${folder} holds no live image: ${why}. netberth live build makes one.`, {
      cause: error,
    });
  });
  const parsed = liveManifestSchema.safeParse(tryJson(text));
  if (parsed.success) return parsed.data;
  throw new Failure(`${path} is not what netberth live build writes: build the image again.`);
}
