import { distance } from 'fastest-levenshtein';

/** The name that a slip of few letters was meant to be, large or small ones; null when none is near. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const most = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  let best: { readonly each: string; readonly apart: number } | null = null;
  for (const each of names) {
    if (Math.abs(each.length - name.length) > most) continue;
    const apart = distance(name.toLowerCase(), each.toLowerCase());
    if (apart <= most && (best === null || apart < best.apart)) best = { each, apart };
  }
  return best?.each ?? null;
}
