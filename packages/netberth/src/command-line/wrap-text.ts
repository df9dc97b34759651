/** Lines of at most `width` columns, each starting with `indent` blanks; words are never cut. */
export function wrapText(text: string, width: number, indent: number): readonly string[] {
  const room = Math.max(width - indent, 20);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > room && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => ' '.repeat(indent) + each);
}

/** Two columns: terms on the left, their wrapped explanations beside them, or below a term that is too long. */
export function wrapTerms(
  terms: readonly (readonly [term: string, text: string])[],
  width: number,
): readonly string[] {
  const column = Math.min(Math.max(...terms.map(([term]) => term.length), 0) + 4, 38);
  return terms.flatMap(([term, text]) => {
    const lines = wrapText(text, width, column);
    const fits = term.length + 4 <= column;
    if (!fits) return [`  ${term}`, ...lines];
    const [first = '', ...others] = lines;
    return [`  ${term}`.padEnd(column) + first.slice(column), ...others];
  });
}
