import { distance } from 'fastest-levenshtein';

type Near = { readonly each: string; readonly apart: number; readonly longer: number };

/** The name that a slip of few letters was meant to be, large or small ones; null when none is near. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const most = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  let best: Near | null = null;
  for (const each of names) {
    const longer = Math.abs(each.length - name.length);
    if (longer > most) continue;
    const near = { each, longer, apart: distance(name.toLowerCase(), each.toLowerCase()) };
    if (near.apart <= most && (best === null || isNearer(near, best))) best = near;
  }
  return best?.each ?? null;
}

/** Letters are swapped, or wrong, more often than they are left out. */
function isNearer(one: Near, other: Near): boolean {
  return one.apart === other.apart ? one.longer < other.longer : one.apart < other.apart;
}
