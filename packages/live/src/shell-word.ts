/** One word for a POSIX shell, as it is or in single quotes. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9._:/@+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
