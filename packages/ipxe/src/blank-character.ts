/** What iPXE's isspace() calls a blank (src/core/ctype.c); no other character separates words. */
export const blankCharacters = ' \t\n\v\f\r';

/** Is this one character a blank to iPXE? */
export function isBlank(character: string): boolean {
  return character !== '' && blankCharacters.includes(character);
}
