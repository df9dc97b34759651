/** A long text as a plan shows it: how long it is, and how much of it is new. */
export type TextView = { readonly before: string | null; readonly after: string };

export function textView(before: string | null, after: string): TextView {
  const newLines = after.split('\n');
  if (before === null) return { before: null, after: countLines(newLines) };
  const oldLines = before.split('\n');
  const added = countMissing(newLines, oldLines);
  const removed = countMissing(oldLines, newLines);
  return { before: countLines(oldLines), after: `${countLines(newLines)} (+${added} −${removed})` };
}

function countLines(lines: readonly string[]): string {
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  return `${count} ${count === 1 ? 'line' : 'lines'}`;
}

/** How many of the lines the others do not have, as often. */
function countMissing(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}
