/**
 * The line on which each element of a JSON array begins, from 1. The text must be valid JSON; JSON.parse does not
 * tell where things were.
 * @example elementLines('[\n1,\n2]') // [2, 3]
 */
export function elementLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isAwaited = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') line += 1;
    if (character === undefined || /\s/.test(character)) continue;
    if (isAwaited && character !== ']') lines.push(line);
    isAwaited = depth === 1 && character === ',';
    if (character === '"') at = endOfString(text, at);
    if (character === ']' || character === '}') depth -= 1;
    if (character === '[' || character === '{') {
      depth += 1;
      isAwaited = depth === 1;
    }
  }
  return lines;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
