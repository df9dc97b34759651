/** `52:54:00:00:00:01, 52:54:00:00:00:02` and the like: what blanks, commas or semicolons keep apart. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}
