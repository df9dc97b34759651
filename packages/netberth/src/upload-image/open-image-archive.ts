import { stat } from 'node:fs/promises';
import { DiscFileReader, looksLikeDisc } from '@netberth/disc/node';
import { errorCode } from '../error-code.ts';
import { ArchiveProblem } from './archive-problem.ts';
import type { ImageArchive } from './image-archive.ts';
import { openArchiveFile } from './open-archive-file.ts';
import { openDiscImage, type DiscWishes } from './open-disc-image.ts';
import { openArchiveFolder } from './open-archive-folder.ts';

/**
 * Opens a folder, .tar, .tar.gz, .tar.xz or ISO; which one is seen from its content. Throws an `ArchiveProblem`.
 * @example const { stream } = await openImageArchive('images/image1')
 */
export async function openImageArchive(path: string, wishes: DiscWishes = {}): Promise<ImageArchive> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await openArchiveFolder(path);
    if (found.isFile() && isDisc(path)) return await openDiscImage(path, found.size, wishes);
    if (found.isFile()) return await openArchiveFile(path, found.size);
  } catch (error) {
    throw explainFileError(path, error);
  }
  throw new ArchiveProblem(path, 'is no folder and no file: name the folder of an image or its tar');
}

/** Also one that is cut short or empty where it should begin: its name says what it is meant to be. */
function isDisc(path: string): boolean {
  if (/\.iso$/i.test(path)) return true;
  using reader = new DiscFileReader(path);
  return looksLikeDisc(reader.image);
}

function explainFileError(path: string, error: unknown): unknown {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ArchiveProblem(path, 'does not exist: check the name', error);
    case 'EACCES':
    case 'EPERM':
      return new ArchiveProblem(
        path,
        'may not be read by this user: change its permissions, or ask as another user',
        error,
      );
    default:
      return error;
  }
}
