import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { hasErrorCode } from '../../platform/error-code.ts';
import { describeFile, type ImageFile } from './image-file.ts';
import type { DiscIndexes } from './disc-indexes.ts';
import { isDiscName, parseImagePath, type PathRefusal } from './parse-image-path.ts';

export type FileRefusal = PathRefusal | 'link-leaves-folder' | 'not-a-regular-file';

export type ResolvedImageFile =
  | { readonly kind: 'file'; readonly file: ImageFile }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly why: FileRefusal }
  | { readonly kind: 'broken'; readonly error: unknown };

/**
 * The file that `remainder` (see parseImagePath) names inside `folder`.
 * A folder that is itself missing is `broken`, not `absent`: its profile exists, so a disk is not mounted or was emptied.
 */
export async function resolveImageFile(
  folder: string,
  remainder: string,
  discs: DiscIndexes,
): Promise<ResolvedImageFile> {
  const path = parseImagePath(remainder);
  if (path.kind === 'refused') return path;
  const resolved = await resolveSegments(folder, path.segments);
  return resolved.kind === 'absent' ? resolveOnDisc(folder, path.segments, discs) : resolved;
}

async function resolveSegments(folder: string, segments: readonly string[]): Promise<ResolvedImageFile> {
  const [realFolder, realPath] = await Promise.allSettled([
    realpath(folder),
    realpath(join(folder, ...segments)),
  ]);
  if (realFolder.status === 'rejected') return { kind: 'broken', error: realFolder.reason };
  if (realPath.status === 'rejected') return failedLookup(realPath.reason);
  if (!realPath.value.startsWith(withSeparator(realFolder.value))) {
    return { kind: 'refused', why: 'link-leaves-folder' };
  }
  try {
    const stats = await stat(realPath.value, { bigint: true });
    if (!stats.isFile()) return { kind: 'refused', why: 'not-a-regular-file' };
    return { kind: 'file', file: describeFile(segments.join('/'), realPath.value, stats) };
  } catch (error) {
    return failedLookup(error);
  }
}

/** A file below an ISO is a part of it. */
async function resolveOnDisc(
  folder: string,
  segments: readonly string[],
  discs: DiscIndexes,
): Promise<ResolvedImageFile> {
  const behind = segments.findIndex(isDiscName) + 1;
  if (behind === 0 || behind === segments.length) return { kind: 'absent' };
  const disc = await resolveSegments(folder, segments.slice(0, behind));
  if (disc.kind !== 'file') return disc;
  try {
    const file = await discs.find(disc.file, segments.slice(behind).join('/'));
    return file === undefined ? { kind: 'absent' } : { kind: 'file', file };
  } catch (error) {
    return { kind: 'broken', error };
  }
}

function failedLookup(error: unknown): ResolvedImageFile {
  return isAbsence(error) ? { kind: 'absent' } : { kind: 'broken', error };
}

function isAbsence(error: unknown): boolean {
  return hasErrorCode(error, 'ENOENT', 'ENOTDIR');
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
