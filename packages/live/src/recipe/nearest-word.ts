/** The word that a slip of few letters was meant to be; null when none is near. */
export function nearestWord(word: string, words: Iterable<string>): string | null {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly each: string; readonly distance: number } | null = null;
  for (const each of words) {
    if (Math.abs(each.length - word.length) > most) continue;
    const distance = editDistance(word, each);
    if (distance <= most && (best === null || distance < best.distance)) best = { each, distance };
  }
  return best?.each ?? null;
}

/** Levenshtein: how many letters must be put in, taken out or changed. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
