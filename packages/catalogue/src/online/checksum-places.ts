/** A list of checksums that may be there, and what a file is called in it; null: the list is of this file alone. */
export type ChecksumPlace = { readonly list: string; readonly path: string | null };

/** In a folder that has files to download. */
const besideNames = [
  ...['SHA256SUMS', 'SHA256SUMS.txt', 'sha256sums.txt', 'sha256sum.txt', 'sha256sums', 'CHECKSUMS', 'SHA256'],
] as const;
/** Above a tree: Debian's `images/SHA256SUMS`, Fedora's and Red Hat's `.treeinfo`. */
const aboveNames = ['SHA256SUMS', '.treeinfo'] as const;
const mostFoldersAbove = 4;
/** Of one file. */
const ownEndings = ['.sha256', '.sha256sum'] as const;

/** Where upstream may publish the SHA-256 of a file, the likeliest first; lists of many files before those of one. */
export function checksumPlaces(url: string): readonly ChecksumPlace[] {
  const { origin = '', pathname = '' } =
    /^(?<origin>https?:\/\/[^/?#]+)(?<pathname>\/[^?#]*)/.exec(url)?.groups ?? {};
  const parts = pathname.slice(1).split('/');
  const file = parts.at(-1) ?? '';
  if (file === '') return [];
  const listIn = (depth: number, name: string): ChecksumPlace => ({
    list: `${origin}/${parts
      .slice(0, depth)
      .map((part) => `${part}/`)
      .join('')}${name}`,
    path: decoded(parts.slice(depth).join('/')),
  });
  const own = parts.length - 1;
  // What GitHub has above a release are pages.
  const highest = origin.endsWith('//github.com') ? own : Math.max(own - mostFoldersAbove, 1);
  const above = Array.from({ length: Math.max(own - highest, 0) }, (_, index) => own - 1 - index);
  return [
    ...besideNames.map((name) => listIn(own, name)),
    ...above.flatMap((depth) => aboveNames.map((name) => listIn(depth, name))),
    ...ownEndings.map((ending) => ({ list: `${origin}${pathname}${ending}`, path: null })),
  ];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
