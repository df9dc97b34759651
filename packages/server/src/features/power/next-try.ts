import type { PowerFailure } from './drivers/power-driver.ts';

/** After so long each: a BMC that restarts, or hangs for a minute, is there again within. */
const pausesMs = [5000, 15_000, 45_000, 90_000, 180_000];

export type NextTry =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'over'; readonly why: string };

/**
 * What comes after a failure. What may have happened is done again only where twice is as good as once: a machine must
 * not be switched off a second time while it installs.
 * @param attempts how often it was tried, this time too
 */
export function nextTry(failure: PowerFailure, attempts: number, isRepeatable: boolean): NextTry {
  const { kind, why } = failure;
  if (kind === 'refused') return { kind: 'over', why };
  if (kind === 'unclear' && !isRepeatable)
    return { kind: 'over', why: `${why}; it may have been done, so it is not done again` };
  const afterMs = pausesMs[attempts - 1];
  return afterMs === undefined
    ? { kind: 'over', why: `${why}, ${attempts} times` }
    : { kind: 'again', afterMs };
}
