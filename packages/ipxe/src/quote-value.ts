const shownCharacters = 60;

/** A value as an error message shows it: quoted, escaped, cut to 60 characters. */
export function quoteValue(value: string): string {
  const cut = value.length > shownCharacters ? `${value.slice(0, shownCharacters)}…` : value;
  return JSON.stringify(cut.toWellFormed());
}
