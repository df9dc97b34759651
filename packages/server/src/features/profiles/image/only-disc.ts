import type { ImageContent } from './image-layout.ts';

/** The name of an image's only ISO where it is all that the image is; null: the image is something else. */
export function onlyDiscOf({ files }: Pick<ImageContent, 'files'>): string | null {
  const [iso, ...others] = files.filter(({ path }) => !/\.(md5|sha256)$/.test(path));
  if (iso === undefined || others.length > 0) return null;
  return /^[^/]+\.iso$/i.test(iso.path) ? iso.path : null;
}
