import type { Entry } from 'ldapts';

/** One person of the directory, as far as it matters here. */
export type DirectoryEntry = {
  readonly dn: string;
  /** The name that is unique in the directory, in lower case: `sAMAccountName`, `uid`. */
  readonly name: string;
  /** Why the account is not to be used; undefined: it may be. */
  readonly problem: string | undefined;
};

/** Attributes come as one text or as several, binary ones as bytes. */
function valuesOf(entry: Entry, attribute: string): readonly string[] {
  const wanted = attribute.toLowerCase();
  const value = Object.entries(entry).find(([name]) => name.toLowerCase() === wanted)?.[1];
  return [value ?? []].flat().map(String);
}

export function firstOf(entry: Entry, attribute: string): string | undefined {
  return valuesOf(entry, attribute)[0];
}
