// In quotes a quote is written \" (nginx writes \x22); outside, square brackets hold a time with a blank.
const word = /"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+)/gy;

/**
 * The words of a line between blanks; what stands in quotes or in square brackets is one word, without them.
 * Undefined: a quote or a bracket is not closed.
 */
export function splitQuoted(line: string): readonly string[] | undefined {
  const words: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < line.length) {
    if (line[word.lastIndex] === ' ') {
      word.lastIndex += 1;
      continue;
    }
    const at = word.lastIndex;
    const found = word.exec(line);
    if (found === null) return undefined;
    const text = found[1] ?? found[2] ?? found[3] ?? '';
    if (found[3] !== undefined && /^["[]/.test(found[3])) return undefined;
    words.push(text);
    if (word.lastIndex <= at) return undefined;
  }
  return words;
}
