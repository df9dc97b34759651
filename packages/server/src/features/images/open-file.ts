import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { hasErrorCode } from '../../platform/error-code.ts';
import { isSameVersion, type ImageFile } from './image-file.ts';

export type ReadBytes = { readonly kind: 'bytes'; readonly bytes: Buffer } | ReadFailure;

export type OpenedFile = { readonly kind: 'opened'; readonly handle: FileHandle } | ReadFailure;

/** `changed`: what is on disk is no longer the version that was asked for. */
export type ReadFailure = { readonly kind: 'changed' } | { readonly kind: 'broken'; readonly error: unknown };

// The path was checked to be free of links and a regular file; should it have become a link or a FIFO since,
// these flags make the open fail or return instead of leaving the folder or waiting for a writer.
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens exactly this version of the file; the caller closes the handle. */
export async function openFile(file: ImageFile): Promise<OpenedFile> {
  let handle: FileHandle;
  try {
    handle = await open(file.realPath, openFlags);
  } catch (error) {
    return hasGone(error) ? { kind: 'changed' } : { kind: 'broken', error };
  }
  const failure = await checkVersion(handle, file);
  if (failure === undefined) return { kind: 'opened', handle };
  await handle.close();
  return failure;
}

/** Asked after a read, this says whether the bytes read belong to the version. */
export async function checkVersion(handle: FileHandle, file: ImageFile): Promise<ReadFailure | undefined> {
  try {
    return isSameVersion(file, await handle.stat({ bigint: true })) ? undefined : { kind: 'changed' };
  } catch (error) {
    return { kind: 'broken', error };
  }
}

function hasGone(error: unknown): boolean {
  return hasErrorCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO');
}
