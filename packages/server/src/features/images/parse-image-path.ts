export type ImagePath =
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'refused'; readonly why: PathRefusal };

export type PathRefusal =
  | 'malformed-encoding'
  | 'empty-segment'
  | 'dot-segment'
  | 'hidden-name'
  | 'separator-in-name'
  | 'control-character'
  | 'too-long';

/** NAME_MAX and PATH_MAX of Linux, in bytes. */
const maxNameBytes = 255;
const maxPathBytes = 4095;

/** What is below such a file is a path on the disc. */
export function isDiscName(name: string): boolean {
  return /\.iso$/i.test(name);
}

/**
 * The part of a URL after `/images/<profile>/` as names of folders and a file.
 * Wants the text as it came over the wire (a query is cut off): it is decoded here, once, so that `%252e` stays a name.
 * On a disc names may begin with a dot (`.treeinfo`), and installers put two slashes where one is meant.
 */
export function parseImagePath(remainder: string): ImagePath {
  const [encodedPath = ''] = remainder.split('?', 1);
  if (encodedPath.length > maxPathBytes * '%00'.length) return refused('too-long');
  const segments: string[] = [];
  let isOnDisc = false;
  for (const encoded of encodedPath.split('/')) {
    const name = decodeOnce(encoded);
    if (name === undefined) return refused('malformed-encoding');
    if (isOnDisc && name === '') continue;
    const why = whyRefused(name, isOnDisc);
    if (why !== undefined) return refused(why);
    segments.push(name);
    isOnDisc ||= isDiscName(name);
  }
  return Buffer.byteLength(segments.join('/')) > maxPathBytes
    ? refused('too-long')
    : { kind: 'path', segments };
}

function whyRefused(name: string, isOnDisc: boolean): PathRefusal | undefined {
  if (name === '') return 'empty-segment';
  if (name === '.' || name === '..') return 'dot-segment';
  if (name.startsWith('.') && !isOnDisc) return 'hidden-name';
  if (/[/\\]/u.test(name)) return 'separator-in-name';
  if (/\p{Cc}/u.test(name)) return 'control-character';
  if (Buffer.byteLength(name) > maxNameBytes) return 'too-long';
  return undefined;
}

function decodeOnce(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function refused(why: PathRefusal): ImagePath {
  return { kind: 'refused', why };
}
