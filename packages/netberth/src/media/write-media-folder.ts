import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  fileOf,
  MediaManifest,
  writeImageFile,
  writeWholeFile,
  type ManyMedia,
  type OnMade,
} from '@netberth/media/node';

/** Each medium is a file that is there as soon as it is whole; files of the same name are replaced. */
export async function writeMediaFolder(media: ManyMedia, folder: string, onMade: OnMade): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest = new MediaManifest();
  for await (const medium of media) {
    manifest.add(medium, await writeImageFile(medium.plan, join(folder, fileOf(medium))));
    onMade(manifest.made);
  }
  await writeWholeFile([manifest.bytes], join(folder, MediaManifest.file));
}
