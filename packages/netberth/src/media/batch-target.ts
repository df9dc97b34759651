import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { writeWholeFile, zipMedia, type ManyMedia, type OnMade } from '@netberth/media/node';
import { Failure } from '../failure.ts';
import { statOf } from './stat-of.ts';
import { writeMediaFolder } from './write-media-folder.ts';

/** Where many media go: a ZIP file that takes its name when it is whole, a folder, or a pipe that takes the ZIP file. */
export type BatchTarget = {
  readonly kind: 'zip' | 'folder' | 'pipe';
  readonly path: string;
};

/** Throws a Failure when there is something that is none of these, such as a disk. */
export async function batchTargetOf(path: string): Promise<BatchTarget> {
  const found = await statOf(path);
  if (found !== null && (found.isFIFO() || found.isCharacterDevice())) return { kind: 'pipe', path };
  const isZip = path.endsWith('.zip');
  if (found === null || (isZip ? found.isFile() : found.isDirectory()))
    return { kind: isZip ? 'zip' : 'folder', path };
  throw new Failure(
    isZip
      ? `Cannot write ${path}: it is there, and is no file`
      : `Cannot write to ${path}: it is there, and is no folder; a ZIP file is called FILE.zip`,
  );
}

export async function writeBatch(media: ManyMedia, target: BatchTarget, onMade: OnMade): Promise<void> {
  const { kind, path } = target;
  switch (kind) {
    case 'zip':
      return await writeWholeFile(zipMedia(media, onMade), path);
    case 'folder':
      return await writeMediaFolder(media, path, onMade);
    case 'pipe':
      return await pipeline(zipMedia(media, onMade), createWriteStream(path));
  }
}
