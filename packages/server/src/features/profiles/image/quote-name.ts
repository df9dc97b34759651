const maxShown = 120;

/**
 * A name from an archive as it may stand in a message, a log line or on a terminal: quoted, on one line,
 * everything that is not printable ASCII escaped.
 * @example quoteName('a\nb') // '"a\\nb"'
 */
export function quoteName(name: string): string {
  const shown = name.length > maxShown ? `${name.slice(0, maxShown)}…` : name;
  return JSON.stringify(shown).replaceAll(
    /[^ -~…]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
