import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ArchiveProblem } from './archive-problem.ts';
import { openArchiveFile } from './open-archive-file.ts';
import { openArchiveFolder } from './open-archive-folder.ts';

/** An image on this host as the tar that the server takes. */
export type ImageArchive = {
  /** What the profile will be called unless a person says otherwise. */
  readonly name: string;
  /** The files in it; of a compressed tar none, they are not known before it is read. */
  readonly entries: string[];
  /** What is to be read from the disk: files of a folder, or the tar as it is, compressed or not. */
  readonly totalBytes: number;
  /** An uncompressed tar. Ends with an `ArchiveProblem` when reading goes wrong. */
  readonly stream: Readable;
  /** What a person should know of what is in it. */
  readonly notes: string[];
  /** Whom to tell how many of `totalBytes` are read. */
  readonly onRead: (listener: (bytes: number) => void) => void;
};

/**
 * Opens a folder, .tar, .tar.gz or .tar.xz; which one is seen from its content. Throws an `ArchiveProblem`.
 * @example const { stream } = await openImageArchive('images/image1')
 */
export async function openImageArchive(path: string): Promise<ImageArchive> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await openArchiveFolder(path);
    if (found.isFile()) return await openArchiveFile(path, found.size);
  } catch (error) {
    throw explainFileError(path, error);
  }
  throw new ArchiveProblem(path, 'is no folder and no file: name the folder of an image or its tar');
}

function explainFileError(path: string, error: unknown): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
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
