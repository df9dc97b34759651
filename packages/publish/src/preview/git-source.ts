/** Why this is not fetched from; null: it is. Names and passwords in it would end in pages and logs. */
export function gitUrlFault(url: string): string | null {
  const isPlain = /^https?:\/\/[A-Za-z0-9.:[\]-]+(\/[A-Za-z0-9._~%+-]+)+\/?$/.test(url);
  return isPlain
    ? null
    : `"${url}" is no repository to fetch from: it wants http:// or https://, without a name or password in it`;
}

/** Why this names no branch, tag or commit (git-check-ref-format); null: it may. */
export function gitRefFault(ref: string): string | null {
  const isPlain = /^[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,200}$/.test(ref);
  const isAllowed = isPlain && !/\.\.|\/\/|@\{|\.lock(\/|$)|[./]$|\/\./.test(ref);
  return isAllowed ? null : `"${ref}" names no branch, tag or commit`;
}

/** The same repository of somebody else, where accounts are the first part of the path; null: it is of nobody there. */
export function forkUrl(url: string, user: string): string | null {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/.test(user)) return null;
  const found = /^(https?:\/\/[^/]+\/)[^/]+(\/.+)$/.exec(url);
  return found === null ? null : `${found[1]}${user}${found[2]}`;
}
