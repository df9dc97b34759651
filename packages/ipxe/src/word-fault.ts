// Controls, format characters (bidi, zero width) and the Unicode line separators: none belongs in a script.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * Why a text cannot stand as one word of an iPXE command, or null.
 *
 * iPXE has no quoting: it splits at blanks, compares whole words with `||`, `&&` and `;`, ends the line at a
 * word that begins with `#` (src/core/exec.c), then expands `${…}` in each word until none is left, results
 * included (src/core/settings.c).
 */
export function wordFault(text: string): string | null {
  if (text === '') return 'it is empty';
  if (/[ \t\n\v\f\r]/.test(text)) return 'it has a blank';
  if (unprintable.test(text)) return 'it has a control or invisible character';
  if (text.includes('${')) return 'iPXE would expand the "${" in it';
  if (/^(\|+|&+|;+)$/.test(text)) return 'iPXE would take it for an operator';
  if (text.startsWith('#')) return 'iPXE would take it for a comment';
  return null;
}
