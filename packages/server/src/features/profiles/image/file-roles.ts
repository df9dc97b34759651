import { posix } from 'node:path';
import type { ImageFile } from '@netberth/api';
import type { StagedFile } from './stage-image.ts';

export type Role = ImageFile['role'];

/** The file's entry in the profile; who does not know better gives the role by its name. */
export function imageFile({ path, sizeBytes, sha256 }: StagedFile, role: Role): ImageFile {
  return { path, sizeBytes, sha256, role };
}

/** Names that KIWI, live images and installers use. */
export function roleByName(path: string): Role {
  const name = posix.basename(path);
  if (name.endsWith('.tmpl')) return 'template';
  if (/^(linux|vmlinuz|bzImage)([.-].*)?$|\.kernel$/.test(name)) return 'kernel';
  if (/^initr(d|amfs)([.-].*)?$|\.initrd(\.(xz|gz|zst))?$/.test(name)) return 'initrd';
  return 'other';
}

/**
 * The file that an installer writes to disk or a live image runs from: the largest of those named like one.
 * Most of it fetched means that the boot has started.
 */
export function largestImage(files: readonly StagedFile[]): string | null {
  const images = files.filter(
    ({ path, linkTo }) =>
      linkTo === undefined &&
      roleByName(path) === 'other' &&
      /\.(xz|raw|iso|img|squashfs|gz|zst)$/.test(path),
  );
  return images.toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0]?.path ?? null;
}
