import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeImageFile, type MediaSink } from '@netberth/media/node';

/** Each medium is a file that is there as soon as it is whole; files of the same name are replaced. */
export async function openFolderSink(folder: string): Promise<MediaSink> {
  await mkdir(folder, { recursive: true });
  return {
    put: (file, plan) => writeImageFile(plan, join(folder, file)),
    finish: (manifest) => writeFile(join(folder, 'manifest.csv'), manifest),
    abandon: async () => undefined,
  };
}
