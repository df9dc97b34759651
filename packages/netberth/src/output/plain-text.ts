/** What a terminal would act on, or what reorders, hides or breaks text on it: controls, bidi marks, separators, half surrogates. */
const active = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u2064\ufeff]/gu;

/** Text from a machine or a server as one line that is safe on a terminal: `\x1b[2J` is shown, not obeyed. */
export function plainText(text: string): string {
  return text.replace(active, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** As `plainText`, keeping line breaks: for scripts and messages of several lines. */
export function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plainText).join('\n');
}
