const longest = 160;

/** A word in a code span, which no renderer looks into; on one line, and harmless in a table. */
export function code(text: string): string {
  const line = Array.from(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim());
  const shown = line.length > longest ? `${line.slice(0, longest).join('')}…` : line.join('');
  const fence = '`'.repeat(1 + Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)));
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${(shown === '' ? ' ' : shown).replaceAll('|', '\\|')}${space}${fence}`;
}

/** At a line, and saying so. */
export function cut(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const end = text.lastIndexOf('\n', mostCharacters);
  return `${text.slice(0, end)}\n\n… cut here: the plan file has all of it.`;
}
