/** A URL taken apart as parse_uri() of src/core/uri.c does; absent parts are null. */
export type Url = {
  readonly scheme: string | null;
  readonly opaque: string | null;
  readonly authority: string | null;
  readonly path: string | null;
  readonly query: string | null;
  readonly fragment: string | null;
};

/**
 * Read a URL or a reference. `isOld`: iPXE of 2019 decodes `%XX` when it reads a URL and encodes again when it asks,
 * so that `%2F` becomes a real slash and `%26` a real ampersand; later versions leave it as it is written.
 */
export function parseUrl(text: string, isOld: boolean): Url {
  const [beforeFragment, fragment] = splitOnce(text, '#');
  const colon = beforeFragment.indexOf(':');
  // `data;b:c` and `a.b:c` are relative, `:x` has an empty protocol: seen on trixie. For 2019's iPXE whatever stands
  // before a colon is a protocol, so that `x?mac=52:54` cannot be opened: seen on bookworm.
  const hasScheme = isOld ? colon !== -1 : /^[A-Za-z0-9_]*:/.test(beforeFragment);
  const scheme = hasScheme ? beforeFragment.slice(0, colon) : null;
  const rest = scheme === null ? beforeFragment : beforeFragment.slice(colon + 1);
  const decoded = (part: string | undefined): string | null =>
    part === undefined ? null : isOld ? decode(part) : part;
  if (scheme !== null && !rest.startsWith('/')) {
    return { scheme, opaque: rest, authority: null, path: null, query: null, fragment: decoded(fragment) };
  }
  const [beforeQuery, query] = splitOnce(rest, '?');
  const hasAuthority = scheme !== null && beforeQuery.startsWith('//');
  const slash = hasAuthority ? beforeQuery.indexOf('/', 2) : 0;
  const authority = hasAuthority ? beforeQuery.slice(2, slash === -1 ? undefined : slash) : null;
  const path = slash === -1 ? '' : beforeQuery.slice(slash);
  return {
    scheme,
    opaque: null,
    authority,
    path: path === '' ? null : decoded(path),
    query: decoded(query),
    fragment: decoded(fragment),
  };
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** A reference against the URL of what runs now; an absolute one stays. */
export function resolveUrl(base: Url | null, reference: Url): Url {
  if (base === null || reference.scheme !== null) return reference;
  const joined = { ...base, fragment: reference.fragment };
  if (reference.path === null) {
    return reference.query === null ? joined : { ...joined, query: reference.query };
  }
  const path = reference.path.startsWith('/')
    ? reference.path
    : resolvePath(base.path ?? '/', reference.path);
  return { ...joined, path, query: reference.query };
}

/** `../b` beside `/a/c` is `/b`; more `..` than there are folders stay at the root. */
function resolvePath(base: string, relative: string): string {
  const folders = base
    .slice(0, base.lastIndexOf('/') + 1)
    .split('/')
    .slice(0, -1);
  const parts = relative.split('/');
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (part === '.' || part === '..') {
      if (part === '..' && folders.length > 1) folders.pop();
      if (isLast) folders.push('');
    } else folders.push(part);
  }
  return folders.join('/');
}

/** The URL as text, as the server and the screen see it; user and password are not for the screen. */
export function urlString(url: Url, isOld: boolean, hidesUser = false): string {
  const encode = isOld ? encodePart : (part: string): string => part;
  const authority = hidesUser ? url.authority?.replace(/^.*@/, '') : url.authority;
  const parts = [
    url.scheme === null ? '' : `${url.scheme}:`,
    url.opaque ?? '',
    authority === null || authority === undefined ? '' : `//${authority}`,
    url.path === null ? '' : encode(url.path),
    url.query === null ? '' : `?${encode(url.query)}`,
  ];
  return parts.join('');
}

// What RFC 3986 does not allow in a path or query, and in old builds `@` as well.
function encodePart(part: string): string {
  return part.replace(
    /[^A-Za-z0-9._~!$&'()*+,;=:/?[\]<>\\|"`{}^-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The last part of a path, which names the image. */
export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}
